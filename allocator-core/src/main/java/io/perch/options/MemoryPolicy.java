/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/**
 * How an allocator weighs memory against time, in one word: it sets the defaults of {@link Option#SLAB_BYTES} and {@link
 * Option#RELEASE_AFTER}.
 */
public enum MemoryPolicy {
    /** Little: small caches, and unused memory goes back within half a second. */
    SMALL(512 << 10, 500),
    /** What suits most programs. */
    DEFAULT(4 << 20, 2_000),
    /** All that was ever needed: nothing goes back by itself, so that no page is faulted in twice. */
    KEEP(4 << 20, Option.NEVER);

    private final long slabBytes;
    private final long releaseAfter;

    MemoryPolicy(long slabBytes, long releaseAfter) {
        this.slabBytes = slabBytes;
        this.releaseAfter = releaseAfter;
    }

    /** The slab budget in bytes, where the hard limit allows it. */
    long slabBytes() {
        return slabBytes;
    }

    /** Milliseconds until unused memory has gone back. */
    long releaseAfter() {
        return releaseAfter;
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
