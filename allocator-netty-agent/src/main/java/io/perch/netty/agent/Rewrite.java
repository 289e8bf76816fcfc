/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites some methods of a class, without a branch, so that frames do not change. What cannot be rewritten stays as it is,
 * and is told.
 */
abstract class Rewrite implements ClassFileTransformer {
    private final Predicate<String> classes;
    private final Predicate<String> methods;
    private final String otherwise;
    private final Consumer<String> problems;
    private boolean done;

    /**
     * @param classes   tells by the name, with dots, which class
     * @param methods   tells by the name in which to rewrite
     * @param otherwise what happens when nothing is rewritten
     * @param problems  is told why
     */
    Rewrite(Predicate<String> classes, Predicate<String> methods, String otherwise, Consumer<String> problems) {
        this.classes = classes;
        this.methods = methods;
        this.otherwise = otherwise;
        this.problems = problems;
    }

    final boolean isOf(String className) {
        return classes.test(className);
    }

    /** A visitor of a method, that calls {@link #done} where it rewrites. */
    abstract MethodVisitor rewrite(String owner, String descriptor, MethodVisitor next);

    /** Adds members, at the end of the class. */
    void add(String owner, ClassVisitor next) {
        // Most add nothing.
    }

    /** What forbids to rewrite a class of this loader; empty if nothing does. */
    String obstacle(ClassLoader loader) {
        return "";
    }

    final void done() {
        done = true;
    }

    @Override
    public final byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (loader == null || name == null || !isOf(name.replace('/', '.'))) {
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
            return methods.test(name) ? rewrite(owner, descriptor, next) : next;
        }

        @Override
        public void visitEnd() {
            if (done) {
                add(owner, cv);
            }
            super.visitEnd();
        }
    }
}
