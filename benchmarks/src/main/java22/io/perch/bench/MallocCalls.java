/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Critical calls into the {@code malloc} and {@code free} of one C library. */
public final class MallocCalls {
    private static volatile MallocLibrary chosen;

    private MallocCalls() {
    }

    /** Whether this JDK can make critical calls. */
    public static boolean available() {
        return true;
    }

    /** Returns why the library cannot be called here; empty if it can. */
    public static Optional<String> whyNot(MallocLibrary library) {
        try {
            MallocBinding.open(library).prove();
            return Optional.empty();
        } catch (MallocBinding.CannotBind e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Binds {@link #malloc} and {@link #free}, once a process. */
    public static void choose(MallocLibrary library) {
        MallocLibrary before = chosen;
        if (before != null && !before.equals(library)) {
            throw new IllegalStateException(before.name() + " is bound already");
        }
        chosen = library;
    }

    /** Returns the address of a new block, or 0 if the library has none. */
    public static long malloc(long size) {
        try {
            return (long) Handles.MALLOC.invokeExact(size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Frees what {@link #malloc} returned. */
    public static void free(long address) {
        try {
            Handles.FREE.invokeExact(address);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Initialised by the first call, after {@link #choose}: only a static final handle is inlined by the JIT. */
    private static final class Handles {
        static final MethodHandle MALLOC;
        static final MethodHandle FREE;

        static {
            MallocBinding binding = MallocBinding.open(chosen);
            MALLOC = binding.malloc();
            FREE = binding.free();
        }
    }
}
