/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites one method of a class by calls that put another reference in the place of one, so that frames do not change. What cannot
 * be rewritten stays as it is, and is told.
 */
abstract class Rewrite implements ClassFileTransformer {
    private static final String ADAPTER = "io/perch/netty/DefaultAllocator.class";

    private final Set<String> classNames;
    private final String method;
    private final String otherwise;
    private final Consumer<String> problems;
    private boolean done;

    /**
     * @param classNames of the class in its versions, with dots
     * @param method     in which to rewrite
     * @param otherwise  what happens when nothing is rewritten
     * @param problems   is told why
     */
    Rewrite(Set<String> classNames, String method, String otherwise, Consumer<String> problems) {
        this.classNames = classNames;
        this.method = method;
        this.otherwise = otherwise;
        this.problems = problems;
    }

    final Set<String> classNames() {
        return classNames;
    }

    /** A visitor of the method, that calls {@link #done} where it rewrites. */
    abstract MethodVisitor rewrite(String owner, String descriptor, MethodVisitor next);

    /** What forbids to rewrite a class of this loader; empty if nothing does. */
    String obstacle(ClassLoader loader) {
        return loader == null || loader.getResource(ADAPTER) == null
                ? "perch-netty is not on the class path of " + classNames.iterator().next() + " (" + loader + ')' : "";
    }

    final void done() {
        done = true;
    }

    @Override
    public final byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (name == null || !classNames.contains(name.replace('/', '.'))) {
            return null;
        }
        String obstacle = obstacle(loader);
        return obstacle.isEmpty() ? rewritten(name.replace('/', '.'), bytes) : stay(obstacle);
    }

    /** The rewritten class; null, and told, if it cannot be. */
    final byte[] rewritten(String name, byte[] bytes) {
        try {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            done = false;
            reader.accept(new Methods(writer, reader.getClassName()), 0);
            return done ? writer.toByteArray() : stay(name + " is of a version that does it in another way");
        } catch (RuntimeException unreadable) {
            return stay(name + " cannot be changed (" + unreadable + ')');
        }
    }

    private byte[] stay(String why) {
        problems.accept(why + "; " + otherwise);
        return null;
    }

    private final class Methods extends ClassVisitor {
        private final String owner;

        Methods(ClassVisitor next, String owner) {
            super(Opcodes.ASM9, next);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals(method) ? rewrite(owner, descriptor, next) : next;
        }
    }
}
