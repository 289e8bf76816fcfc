/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Finds functions of the library that {@code LibraryLoader} loaded. Callers keep the handles in {@code static final} fields. */
final class FfmFunctions {
    private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(JAVA_INT);
    private static final FunctionDescriptor POP = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final FunctionDescriptor PUSH = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG);
    /** Of {@code grow} as well, whose third argument is an int: it ignores the upper half. */
    private static final FunctionDescriptor BATCH = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final Linker.Option CRITICAL = Linker.Option.critical(false);

    private FfmFunctions() {
    }

    /**
     * Links each type of function once, which the JDK then remembers: 60 to 70 ms for the first and 5 to 6 for each other, measured
     * on JDK 25. The functions need not be there yet.
     */
    @SuppressWarnings("restricted")
    static void link() {
        for (FunctionDescriptor type : List.of(PUSH, POP, BATCH, NUMBER)) {
            Linker.nativeLinker().downcallHandle(type, CRITICAL);
        }
    }

    /** @throws UnsatisfiedLinkError if the library lacks an operation on slabs */
    static void requireAll() {
        for (Variant variant : Variant.values()) {
            require("perch_pop_" + variant.pair());
            require("perch_push_" + variant.pair());
            require("perch_pop_batch_" + variant.others());
            require("perch_push_batch_" + variant.pushBatch());
            require("perch_grow_" + variant.others());
            require("perch_index_" + variant.others());
        }
        require("perch_add");
    }

    static MethodHandle pop(Variant variant) {
        return critical("perch_pop_" + variant.pair(), POP);
    }

    static MethodHandle push(Variant variant) {
        return critical("perch_push_" + variant.pair(), PUSH);
    }

    static MethodHandle popBatch(Variant variant) {
        return critical("perch_pop_batch_" + variant.others(), BATCH);
    }

    static MethodHandle pushBatch(Variant variant) {
        return critical("perch_push_batch_" + variant.pushBatch(), BATCH);
    }

    static MethodHandle grow(Variant variant) {
        return critical("perch_grow_" + variant.others(), BATCH);
    }

    static MethodHandle index(Variant variant) {
        return critical("perch_index_" + variant.others(), NUMBER);
    }

    static MethodHandle marked() {
        return critical("perch_marked", NUMBER);
    }

    static MethodHandle add() {
        return critical("perch_add", PUSH);
    }

    static MethodHandle location(String what) {
        return critical("perch_location_" + what, NUMBER);
    }

    /**
     * What a handle threw. Its functions throw nothing, so the JVM did, for want of stack or heap: this is passed on to the caller
     * as it is.
     */
    static Error impossible(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError(thrown);
    }

    private static MemorySegment require(String name) {
        return SymbolLookup.loaderLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError("the library has no " + name));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle critical(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(require(name), type, CRITICAL);
    }
}
