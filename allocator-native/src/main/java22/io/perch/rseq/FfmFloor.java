/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.lang.invoke.MethodHandle;

/** The floor through foreign calls. */
final class FfmFloor extends NativeFloor {
    private static final MethodHandle NOP = FfmFunctions.nop();
    private static final MethodHandle PAIR_LOOP_CPU = FfmFunctions.pairLoop("cpu");
    private static final MethodHandle PAIR_LOOP_VCPU = FfmFunctions.pairLoop("vcpu");
    private static final MethodHandle PAIR_LOOP_NOTIFY = FfmFunctions.pairLoop("notify");
    private static final MethodHandle PAIR_LOOP_OWN = FfmFunctions.pairLoop("own");

    @Override
    public void nop() {
        try {
            NOP.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public long pairLoop(IndexMode mode, long table, int sizeClass, long iterations) {
        try {
            return switch (mode) {
                case CPU -> (long) PAIR_LOOP_CPU.invokeExact(table, sizeClass, iterations);
                case VCPU -> (long) PAIR_LOOP_VCPU.invokeExact(table, sizeClass, iterations);
                case NOTIFY -> ownArea() ? (long) PAIR_LOOP_OWN.invokeExact(table, sizeClass, iterations)
                        : (long) PAIR_LOOP_NOTIFY.invokeExact(table, sizeClass, iterations);
            };
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
