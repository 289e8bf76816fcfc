/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Finds functions of the library that {@link LibraryLoader} loaded. Callers keep the handles in {@code static final} fields. */
final class FfmFunctions {
    private FfmFunctions() {
    }

    static MethodHandle pop(String mode) {
        return critical("perch_pop_" + mode, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT));
    }

    static MethodHandle push(String mode) {
        return critical("perch_push_" + mode, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    static MethodHandle popBatch(String mode) {
        return critical("perch_pop_batch_" + mode, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    }

    static MethodHandle pushBatch(String mode) {
        return critical("perch_push_batch_" + mode, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    }

    static MethodHandle grow(String mode) {
        return critical("perch_grow_" + mode, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    static MethodHandle index(String mode) {
        return critical("perch_index_" + mode, FunctionDescriptor.of(JAVA_INT));
    }

    /** The variant of mode notify that goes with the area that is used, which does not change any more. */
    static String notifyMode() {
        return NativeFloor.ownArea() ? "own" : "notify";
    }

    static MethodHandle marked() {
        return critical("perch_marked", FunctionDescriptor.of(JAVA_INT));
    }

    static MethodHandle add() {
        return critical("perch_add", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    static MethodHandle location(String what) {
        return critical("perch_location_" + what, FunctionDescriptor.of(JAVA_INT));
    }

    static MethodHandle nop() {
        return critical("perch_nop", FunctionDescriptor.ofVoid(new MemoryLayout[0]));
    }

    /** Not critical: a thread in a critical call holds up every safepoint, and this one loops. */
    static MethodHandle pairLoop(String mode) {
        return handle("perch_pair_loop_" + mode, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    /** What a handle to C cannot throw; the compiler does not know. */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError(thrown);
    }

    private static MethodHandle critical(String name, FunctionDescriptor type) {
        return handle(name, type, Linker.Option.critical(false));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(SymbolLookup.loaderLookup().find(name).orElseThrow(
                () -> new UnsatisfiedLinkError("the library has no " + name)), type, options);
    }
}
