/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

/** Spreads keys that follow a pattern, such as addresses of blocks or ids of threads, over the places of a table. */
public final class FibonacciHash {
    /** 2<sup>64</sup> divided by the golden ratio. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private FibonacciHash() {
    }

    /** The hash of a key. A bit of it depends on those of the key that are no higher: use high bits. */
    public static long of(long key) {
        return key * GOLDEN;
    }
}
