/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.perch.rseq.call.IndexMode;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The floor through foreign calls. */
final class FfmFloor extends NativeFloor {
    private static final MethodHandle NOP = function("nop", FunctionDescriptor.ofVoid(), Linker.Option.critical(false));
    private static final MethodHandle PAIR_LOOP_CPU = pairLoop("cpu");
    private static final MethodHandle PAIR_LOOP_VCPU = pairLoop("vcpu");
    private static final MethodHandle PAIR_LOOP_NOTIFY = pairLoop("notify");
    private static final MethodHandle PAIR_LOOP_OWN = pairLoop("own");

    private FfmFloor() {
    }

    /** The floor in the library that {@link io.perch.rseq.NativePlatform} has loaded. */
    static NativeFloor open() {
        return new FfmFloor();
    }

    /** Not critical: a thread in a critical call holds up every safepoint, and this one loops. */
    private static MethodHandle pairLoop(String variant) {
        return function("pair_loop_" + variant, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(SymbolLookup.loaderLookup().find("perch_" + name).orElseThrow(), type, options);
    }

    @Override
    void nop() {
        try {
            NOP.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    long pairLoop(IndexMode mode, long table, int sizeClass, long iterations) {
        try {
            return switch (mode) {
                case CPU -> (long) PAIR_LOOP_CPU.invokeExact(table, sizeClass, iterations);
                case VCPU -> (long) PAIR_LOOP_VCPU.invokeExact(table, sizeClass, iterations);
                case NOTIFY -> ownArea() ? (long) PAIR_LOOP_OWN.invokeExact(table, sizeClass, iterations)
                        : (long) PAIR_LOOP_NOTIFY.invokeExact(table, sizeClass, iterations);
            };
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
