/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** In a class initializer, {@code FIELD = allocator} becomes {@code FIELD = DefaultAllocator.METHOD(allocator, THIS.class)}. */
class AllocatorRewrite extends Rewrite {
    private static final String ALLOCATOR = "Lio/netty/buffer/ByteBufAllocator;";

    private final String field;
    private final String called;

    /**
     * @param classNames of the class in its versions, with dots
     * @param field      its allocator
     * @param called     the method that chooses another
     * @param otherwise  what happens when nothing is rewritten
     * @param problems   is told why
     */
    AllocatorRewrite(Set<String> classNames, String field, String called, String otherwise, Consumer<String> problems) {
        super(classNames, "<clinit>", otherwise, problems);
        this.field = field;
        this.called = called;
    }

    @Override
    final MethodVisitor rewrite(String rewritten, String ofMethod, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (opcode == Opcodes.PUTSTATIC && name.equals(field) && descriptor.equals(ALLOCATOR)) {
                    visitLdcInsn(Type.getObjectType(rewritten));
                    visitMethodInsn(Opcodes.INVOKESTATIC, "io/perch/netty/DefaultAllocator", called,
                            '(' + ALLOCATOR + "Ljava/lang/Class;)" + ALLOCATOR, false);
                    done();
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        };
    }
}
