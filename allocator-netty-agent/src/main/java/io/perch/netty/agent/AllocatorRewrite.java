/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * In a class initializer or in constructors, {@code FIELD = allocator} becomes {@code FIELD = Hooks.HOOK.apply(allocator,
 * THIS.class)}.
 */
class AllocatorRewrite extends Rewrite {
    private static final String ALLOCATOR = "io/netty/buffer/ByteBufAllocator";

    private final String field;
    private final String hook;
    private final int assignment;

    /**
     * @param classes   tells by the name, with dots, which class
     * @param field     its allocator, which is static
     * @param hook      that chooses another
     * @param otherwise what happens when nothing is rewritten
     * @param problems  is told why
     */
    AllocatorRewrite(Predicate<String> classes, String field, String hook, String otherwise, Consumer<String> problems) {
        this(classes, "<clinit>", Opcodes.PUTSTATIC, field, hook, otherwise, problems);
    }

    private AllocatorRewrite(Predicate<String> classes, String method, int assignment, String field, String hook,
            String otherwise, Consumer<String> problems) {
        super(classes, method::equals, otherwise, problems);
        this.field = field;
        this.hook = hook;
        this.assignment = assignment;
    }

    /** The same for a field of each object. */
    static AllocatorRewrite ofObjects(Predicate<String> classes, String field, String hook, String otherwise,
            Consumer<String> problems) {
        return new AllocatorRewrite(classes, "<init>", Opcodes.PUTFIELD, field, hook, otherwise, problems);
    }

    @Override
    final MethodVisitor rewrite(String rewritten, String ofMethod, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (opcode == assignment && name.equals(field) && descriptor.equals('L' + ALLOCATOR + ';')) {
                    Hooks.push(this, hook, BiFunction.class);
                    visitInsn(Opcodes.SWAP);
                    visitLdcInsn(Type.getObjectType(rewritten));
                    Hooks.apply(this, BiFunction.class, "Ljava/lang/Object;Ljava/lang/Object;");
                    visitTypeInsn(Opcodes.CHECKCAST, ALLOCATOR);
                    done();
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        };
    }
}
