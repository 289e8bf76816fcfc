/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Vert.x copies and releases what it received only if the buffer's allocator is exactly Netty's pooled or adaptive one, and leaves
 * all else to the garbage collector, where a pooled buffer is lost. {@code alloc().getClass()} in its {@code safeBuffer} becomes
 * {@code DefaultAllocator.pooledClass(alloc().getClass())}.
 */
final class VertxRewrite extends Rewrite {
    /** @param problems is told why nothing was rewritten */
    VertxRewrite(Consumer<String> problems) {
        super("io.vertx.core.net.impl.VertxHandler", "safeBuffer", "Vert.x will lose each buffer of Perch that it receives",
                problems);
    }

    @Override
    MethodVisitor rewrite(MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                if (name.equals("getClass")) {
                    call(this.mv, "pooledClass", "Ljava/lang/Class;");
                }
            }
        };
    }
}
