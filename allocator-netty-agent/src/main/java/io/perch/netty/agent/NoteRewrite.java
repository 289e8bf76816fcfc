/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Constructors of Netty's pooled and adaptive allocators, relocated or not, end by telling {@link Allocators} of the new one. */
final class NoteRewrite extends Rewrite {
    private static final Pattern ALLOCATOR = Pattern.compile("(.*\\.)?netty\\.buffer\\.(Pooled|Adaptive)ByteBufAllocator");

    NoteRewrite() {
        super(ALLOCATOR.asMatchPredicate(), "<init>"::equals, "", problem -> { });
    }

    @Override
    MethodVisitor rewrite(String owner, String ofMethod, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.RETURN) {
                    Hooks.push(this, "ALLOCATOR", UnaryOperator.class);
                    visitVarInsn(Opcodes.ALOAD, 0);
                    Hooks.apply(this, UnaryOperator.class, "Ljava/lang/Object;");
                    super.visitInsn(Opcodes.POP);
                    done();
                }
                super.visitInsn(opcode);
            }
        };
    }
}
