/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** The floor through JNI. */
final class JniFloor extends NativeFloor {
    @Override
    public void nop() {
        JniNatives.nop();
    }

    @Override
    public long pairLoop(IndexMode mode, long table, int sizeClass, long iterations) {
        return switch (mode) {
            case CPU -> JniNatives.pairLoopCpu(table, sizeClass, iterations);
            case VCPU -> JniNatives.pairLoopVcpu(table, sizeClass, iterations);
            case NOTIFY -> ownArea() ? JniNatives.pairLoopOwn(table, sizeClass, iterations)
                    : JniNatives.pairLoopNotify(table, sizeClass, iterations);
        };
    }
}
