/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.Optional;

/**
 * Critical calls into the {@code malloc} and {@code free} of one C library: this class says that they cannot be had below JDK 22,
 * and {@code META-INF/versions/22} holds the one that makes them.
 */
public final class MallocCalls {
    private MallocCalls() {
    }

    /** Whether this JDK can make critical calls. */
    public static boolean available() {
        return false;
    }

    /** Returns why the library cannot be called here; empty if it can. */
    public static Optional<String> whyNot(MallocLibrary library) {
        return Optional.of("critical calls need JDK 22, this is " + Runtime.version().feature());
    }

    /** Binds {@link #malloc} and {@link #free}, once a process. */
    public static void choose(MallocLibrary library) {
        throw new UnsupportedOperationException(whyNot(library).orElseThrow());
    }

    /** Returns the address of a new block, or 0 if the library has none. */
    public static long malloc(long size) {
        throw new UnsupportedOperationException();
    }

    /** Frees what {@link #malloc} returned. */
    public static void free(long address) {
        throw new UnsupportedOperationException();
    }
}
