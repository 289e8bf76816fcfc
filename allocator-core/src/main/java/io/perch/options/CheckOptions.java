/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

/**
 * What checked mode does. Immutable.
 *
 * @param enabled         {@code perch.checked}: whether blocks are checked at all; default false
 * @param quarantineBytes {@code perch.checked.quarantine}: how many bytes of freed blocks are held back, poisoned, before they may
 *                        be handed out again; ≥ 0, default 16 MiB or an eighth of the hard limit, whichever is less
 * @param guardEvery      {@code perch.checked.guard}: one in so many allocations gets pages of its own, with an inaccessible one
 *                        behind it; 0 for none, default 1000
 */
public record CheckOptions(boolean enabled, long quarantineBytes, int guardEvery) {
    /** The most bytes held back by default. */
    public static final long DEFAULT_QUARANTINE = 16 << 20;
    /** One in so many allocations is guarded by default. */
    public static final int DEFAULT_GUARD = 1000;
    /** No checks. */
    public static final CheckOptions OFF = new CheckOptions(false, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not met; the message names the option
     */
    public CheckOptions {
        if (quarantineBytes < 0) {
            throw new IllegalArgumentException("perch.checked.quarantine: " + quarantineBytes + " (expected: 0 or more bytes)");
        }
        if (guardEvery < 0) {
            throw new IllegalArgumentException("perch.checked.guard: " + guardEvery + " (expected: 0, or one in how many)");
        }
    }
}
