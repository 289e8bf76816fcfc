/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

/**
 * What checked mode does. Immutable.
 *
 * @param enabled         {@link Option#CHECKED}: whether blocks are checked at all
 * @param quarantineBytes {@link Option#QUARANTINE}: how many bytes of freed blocks are held back, poisoned, before they may be
 *                        handed out again
 * @param guardEvery      {@link Option#GUARD_EVERY}: one in so many allocations gets pages of its own, with an inaccessible page
 *                        behind them; 0 for none
 */
public record CheckOptions(boolean enabled, long quarantineBytes, int guardEvery) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names the option
     */
    public CheckOptions {
        Option.QUARANTINE.check(quarantineBytes);
        Option.GUARD_EVERY.check((long) guardEvery);
    }

    /** Those of an allocator. */
    public static CheckOptions of(OptionValues values) {
        return new CheckOptions(values.flag(Option.CHECKED), values.number(Option.QUARANTINE),
                (int) values.number(Option.GUARD_EVERY));
    }
}
