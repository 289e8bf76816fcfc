/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * {@code DEFAULT_ALLOCATOR = alloc} in the class initializer of Netty's {@code ByteBufUtil} becomes
 * {@code DEFAULT_ALLOCATOR = DefaultAllocator.insteadOf(alloc)}.
 */
final class NettyRewrite extends Rewrite {
    private static final String ALLOCATOR = "Lio/netty/buffer/ByteBufAllocator;";

    /** @param problems is told why nothing was rewritten */
    NettyRewrite(Consumer<String> problems) {
        super("io.netty.buffer.ByteBufUtil", "<clinit>", "Netty's own allocator stays", problems);
    }

    @Override
    MethodVisitor rewrite(MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (opcode == Opcodes.PUTSTATIC && name.equals("DEFAULT_ALLOCATOR") && descriptor.equals(ALLOCATOR)) {
                    call(this, "insteadOf", ALLOCATOR);
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        };
    }
}
