/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What Vert.x receives goes through Perch first. Which allocators' buffers Vert.x itself copies and releases differs by version; a
 * buffer of another one is left to the garbage collector, where one of Perch would be lost.
 *
 * <pre>{@code
 * static ByteBuf safeBuffer(ByteBuf buffer) {
 *     buffer = perch$received(buffer);
 *     ...
 * }
 *
 * private static UnaryOperator<Object> perch$receiver;
 *
 * private static ByteBuf perch$received(ByteBuf buffer) {
 *     if (perch$receiver == null) {
 *         perch$receiver = Hooks.VERTX_RECEIVER.apply(VertxHandler.class);
 *     }
 *     return (ByteBuf) perch$receiver.apply(buffer);
 * }
 * }</pre>
 */
final class VertxRewrite extends Rewrite {
    private static final String RECEIVER = "io.vertx.core.net.impl.VertxHandler";
    private static final String BUFFER = "Lio/netty/buffer/ByteBuf;";
    private static final String OPERATOR = Type.getDescriptor(UnaryOperator.class);
    private static final String FIELD = "perch$receiver";
    private static final String METHOD = "perch$received";
    private static final int ADDED = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    /** @param problems is told why nothing was rewritten */
    VertxRewrite(Consumer<String> problems) {
        super(RECEIVER::equals, "safeBuffer"::equals, "Vert.x cannot use Perch", problems);
    }

    /** Whether the Vert.x that a class loader sees can be rewritten; true where there is none. */
    boolean isPossible(ClassLoader loader) {
        if (loader.getResource("io/vertx/core/Vertx.class") == null) {
            return true;
        }
        try (InputStream receiver = loader.getResourceAsStream(RECEIVER.replace('.', '/') + ".class")) {
            return receiver != null && rewritten(RECEIVER, receiver.readAllBytes()) != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    MethodVisitor rewrite(String owner, String descriptor, MethodVisitor next) {
        if (!descriptor.startsWith('(' + BUFFER)) {
            return next;
        }
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitVarInsn(Opcodes.ALOAD, 0);
                visitMethodInsn(Opcodes.INVOKESTATIC, owner, METHOD, '(' + BUFFER + ')' + BUFFER, false);
                visitVarInsn(Opcodes.ASTORE, 0);
                done();
            }
        };
    }

    @Override
    void add(String owner, ClassVisitor next) {
        next.visitField(ADDED, FIELD, OPERATOR, null, null).visitEnd();
        MethodVisitor code = next.visitMethod(ADDED, METHOD, '(' + BUFFER + ')' + BUFFER, null, null);
        Label known = new Label();
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, FIELD, OPERATOR);
        code.visitJumpInsn(Opcodes.IFNONNULL, known);
        Hooks.push(code, "VERTX_RECEIVER", Function.class);
        code.visitLdcInsn(Type.getObjectType(owner));
        Hooks.apply(code, Function.class, "Ljava/lang/Object;");
        code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(UnaryOperator.class));
        code.visitFieldInsn(Opcodes.PUTSTATIC, owner, FIELD, OPERATOR);
        code.visitLabel(known);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, FIELD, OPERATOR);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        Hooks.apply(code, UnaryOperator.class, "Ljava/lang/Object;");
        code.visitTypeInsn(Opcodes.CHECKCAST, "io/netty/buffer/ByteBuf");
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
