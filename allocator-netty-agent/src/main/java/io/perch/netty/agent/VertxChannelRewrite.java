/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where Vert.x 4.4 and 4.5 give the channels of a server {@code PooledByteBufAllocator.DEFAULT}, without TLS always, they give them
 * Vert.x's own pool, which is Perch if that is possible: {@code ByteBufAllocator.DEFAULT} is not asked there.
 *
 * <p>The value that takes the other's place is an {@code io.netty.buffer.ByteBufAllocator}, and so are the uses: the result of a
 * method of {@code SSLHelper}, since 4.5.11, or, before, an argument in a lambda of {@code TCPServerBase}. Other versions have
 * neither and stay as they are.
 */
final class VertxChannelRewrite extends Rewrite {
    private static final String PACKAGE = "io.vertx.core.net.impl.";
    private static final String POOLED = "io/netty/buffer/PooledByteBufAllocator";

    VertxChannelRewrite() {
        super(Set.of(PACKAGE + "SSLHelper", PACKAGE + "TCPServerBase")::contains,
                method -> method.startsWith("lambda$listen$") || method.endsWith("ByteBufAllocator"), "", problem -> { });
    }

    @Override
    MethodVisitor rewrite(String owner, String descriptor, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitFieldInsn(int opcode, String of, String name, String type) {
                if (opcode == Opcodes.GETSTATIC && of.equals(POOLED) && name.equals("DEFAULT")) {
                    super.visitFieldInsn(opcode, "io/vertx/core/buffer/impl/VertxByteBufAllocator", "POOLED_ALLOCATOR",
                            "Lio/netty/buffer/ByteBufAllocator;");
                    done();
                } else {
                    super.visitFieldInsn(opcode, of, name, type);
                }
            }
        };
    }
}
