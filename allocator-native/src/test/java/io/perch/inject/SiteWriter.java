/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a call of {@link AllocationSites#pass} where a class allocates, and tells of its initialization. */
final class SiteWriter extends ClassVisitor {
    private static final String HOOKS = Type.getInternalName(AllocationSites.class);

    private final String planted;
    private String className;

    /** @param planted a method that allocates at its start as well, such as {@code io.perch.arena.Arena.free}; "" for none */
    SiteWriter(ClassVisitor next, String planted) {
        super(Opcodes.ASM9, next);
        this.planted = planted;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return new Sites(super.visitMethod(access, name, descriptor, signature, exceptions), name);
    }

    /** A method. */
    private final class Sites extends MethodVisitor {
        private final String method;
        private final boolean initializer;
        private int line;

        Sites(MethodVisitor next, String method) {
            super(Opcodes.ASM9, next);
            this.method = method;
            this.initializer = method.equals("<clinit>");
        }

        private void site(String what) {
            if (initializer) {
                AllocationSites.allocatesAtStart(className);
                return;
            }
            String name = className.replace('/', '.') + '.' + method + ':' + line + ' ' + what;
            super.visitLdcInsn(AllocationSites.add(name));
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "pass", "(I)V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (initializer) {
                super.visitLdcInsn(className);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "beginInitialization", "(Ljava/lang/String;)V", false);
            }
            if (planted.equals(className.replace('/', '.') + '.' + method)) {
                site("planted");
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (initializer && opcode == Opcodes.RETURN) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "endInitialization", "()V", false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                site("array");
            }
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW) {
                // Behind it: stack maps name the object by the label of its instruction.
                site(type.substring(type.lastIndexOf('/') + 1));
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                site("array");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            site("array");
            super.visitMultiANewArrayInsn(descriptor, dimensions);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            site(bootstrap.getName().equals("metafactory") ? "lambda" : "string");
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (initializer && owner.startsWith("io/perch/") && !owner.equals(HOOKS)) {
                AllocationSites.allocatesAtStart(className);
            }
            if (AllocatingCalls.contain(owner, name, descriptor)) {
                site(owner.substring(owner.lastIndexOf('/') + 1) + '.' + name);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 1, maxLocals);
        }
    }
}
