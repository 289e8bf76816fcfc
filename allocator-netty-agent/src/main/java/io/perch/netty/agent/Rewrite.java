/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites one method of one class by calls that take a reference and leave one, so that neither stack nor frames change. What
 * cannot be rewritten stays as it is, and is told.
 */
abstract class Rewrite implements ClassFileTransformer {
    /** The class that is called. */
    static final String OURS = "io/perch/netty/DefaultAllocator";

    private final String className;
    private final String method;
    private final String otherwise;
    private final Consumer<String> problems;
    private boolean done;

    /**
     * @param className of the class, with dots
     * @param method    in which to rewrite
     * @param otherwise what happens when nothing is rewritten
     * @param problems  is told why
     */
    Rewrite(String className, String method, String otherwise, Consumer<String> problems) {
        this.className = className;
        this.method = method;
        this.otherwise = otherwise;
        this.problems = problems;
    }

    final String className() {
        return className;
    }

    /** A visitor of the method, that calls {@link #call} where it rewrites. */
    abstract MethodVisitor rewrite(MethodVisitor next);

    final void call(MethodVisitor code, String name, String type) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, OURS, name, '(' + type + ')' + type, false);
        done = true;
    }

    @Override
    public final byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (!className.replace('.', '/').equals(name)) {
            return null;
        }
        if (loader == null || loader.getResource(OURS + ".class") == null) {
            return stay("perch-netty is not on the class path of " + className + " (" + loader + ')');
        }
        try {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, 0);
            done = false;
            reader.accept(new Methods(writer), 0);
            return done ? writer.toByteArray() : stay(className + " is of a version that does it in another way");
        } catch (RuntimeException unreadable) {
            return stay(className + " cannot be changed (" + unreadable + ')');
        }
    }

    private byte[] stay(String why) {
        problems.accept(why + "; " + otherwise);
        return null;
    }

    private final class Methods extends ClassVisitor {
        Methods(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals(method) ? rewrite(next) : next;
        }
    }
}
