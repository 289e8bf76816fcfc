/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.rseq.call.IndexMode;

/** The floor through JNI. */
final class JniFloor extends NativeFloor {
    @Override
    native void nop();

    private static native long pairLoopCpu(long table, int sizeClass, long iterations);

    private static native long pairLoopVcpu(long table, int sizeClass, long iterations);

    private static native long pairLoopNotify(long table, int sizeClass, long iterations);

    private static native long pairLoopOwn(long table, int sizeClass, long iterations);

    @Override
    long pairLoop(IndexMode mode, long table, int sizeClass, long iterations) {
        return switch (mode) {
            case CPU -> pairLoopCpu(table, sizeClass, iterations);
            case VCPU -> pairLoopVcpu(table, sizeClass, iterations);
            case NOTIFY -> ownArea() ? pairLoopOwn(table, sizeClass, iterations) : pairLoopNotify(table, sizeClass, iterations);
        };
    }
}
