/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What rewritten classes call. They reach a field here by the system class loader and reflection, and use it by interfaces of the
 * JDK: that works whatever their own class loader sees.
 */
public final class Hooks {
    /** The default allocator: from Netty's choice and a class of that Netty. */
    public static final BiFunction<Object, Class<?>, Object> DEFAULT_ALLOCATOR =
            (choice, caller) -> Adapter.call("insteadOf", choice, caller);
    /** The allocator of Vert.x: from its own choice and a class of that Vert.x. */
    public static final BiFunction<Object, Class<?>, Object> VERTX_ALLOCATOR =
            (choice, caller) -> Adapter.call("forVertx", choice, caller);
    /** The pool of a library: from its own, which may be null, and a class of that library. */
    public static final BiFunction<Object, Class<?>, Object> POOL =
            (pool, caller) -> pool == null ? null : Adapter.call("insteadOfPool", pool, caller);
    /** What a class of Vert.x has to apply to each buffer that it receives. */
    public static final Function<Class<?>, UnaryOperator<Object>> VERTX_RECEIVER = Adapter::receiver;
    /** Takes note of an allocator that Netty made; returns null. */
    public static final UnaryOperator<Object> ALLOCATOR = Allocators::add;

    private Hooks() {
    }

    /** Code that pushes the value of a field of this class. */
    static void push(MethodVisitor code, String field, Class<?> type) {
        String classLoader = "java/lang/ClassLoader";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, classLoader, "getSystemClassLoader", "()Ljava/lang/ClassLoader;", false);
        code.visitLdcInsn(Hooks.class.getName());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, classLoader, "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;", false);
        code.visitLdcInsn(field);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getField",
                "(Ljava/lang/String;)Ljava/lang/reflect/Field;", false);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/reflect/Field", "get", "(Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(type));
    }

    /** Code that replaces what is on the stack by what a function makes of it. */
    static void apply(MethodVisitor code, Class<?> function, String arguments) {
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, Type.getInternalName(function), "apply",
                '(' + arguments + ")Ljava/lang/Object;", true);
    }
}
