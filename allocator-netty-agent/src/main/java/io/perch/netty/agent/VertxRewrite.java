/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What Vert.x receives goes through {@code VertxBuffers.received} first. Which allocators' buffers Vert.x itself copies and
 * releases differs by version; a buffer of another one is left to the garbage collector, where one of Perch would be lost.
 */
final class VertxRewrite extends Rewrite {
    private static final String RECEIVER = "io.vertx.core.net.impl.VertxHandler";
    private static final String BUFFER = "Lio/netty/buffer/ByteBuf;";

    /** @param problems is told why nothing was rewritten */
    VertxRewrite(Consumer<String> problems) {
        super(Set.of(RECEIVER), "safeBuffer", "Vert.x cannot use Perch", problems);
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
                visitMethodInsn(Opcodes.INVOKESTATIC, "io/perch/netty/VertxBuffers", "received", '(' + BUFFER + ')' + BUFFER,
                        false);
                visitVarInsn(Opcodes.ASTORE, 0);
                done();
            }
        };
    }
}
