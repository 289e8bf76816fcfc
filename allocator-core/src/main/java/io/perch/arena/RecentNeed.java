/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;
import java.util.Arrays;

/**
 * How many pages an arena needed lately, and how many nobody needed: from this it decides what to give back. Guarded by the arena's
 * lock.
 *
 * <p>Time passes in ticks. What was free throughout the last {@value #TICKS} ticks is idle, and half of it goes with each tick, so
 * that memory falls along a curve and not over a cliff. Before new pages are committed, free ones go back, so that no more than
 * {@link #most} is committed.
 */
final class RecentNeed {
    /** The share of the peak, on top of the peak itself, that may be free while more is committed. */
    private static final int SPARE_SHARE = 8;
    /** Pages that may always be free: 4 MiB. */
    private static final long SPARE_PAGES = 4 << 20 >> SizeClasses.PAGE_SHIFT;
    /** Ticks for which pages have to be free before they are idle. */
    private static final int TICKS = 4;
    /**
     * The share of the peak that stays free: under a steady load, chance needs one page in ten again within 100 ms of those that
     * nobody needed for a second.
     */
    private static final int RESERVE_SHARE = 128;
    /** Idle pages too few to be given back by halves: 512 KiB. */
    private static final long FEW = 512 << 10 >> SizeClasses.PAGE_SHIFT;

    private final long[] fewestFree = new long[TICKS];
    private int now;
    private long peak;

    /** Pages were taken: now so many are used, and so many are left free. */
    void taken(long used, long free) {
        peak = Math.max(peak, used);
        fewestFree[now] = Math.min(fewestFree[now], free);
    }

    /** So many pages are left free, because some were given back. */
    void released(long free) {
        for (int tick = 0; tick < TICKS; tick++) {
            fewestFree[tick] = Math.min(fewestFree[tick], free);
        }
    }

    /** A tick is over. The peak comes down to what is used by a quarter of the difference. */
    void tick(long used, long free) {
        peak = Math.max(used, peak - (peak - used + 3) / 4);
        now = (now + 1) % TICKS;
        fewestFree[now] = free;
    }

    /** How many pages to give back in this tick. */
    long idle() {
        long idle = Math.max(0, Arrays.stream(fewestFree).min().orElse(0) - peak / RESERVE_SHARE);
        return idle <= FEW ? idle : idle / 2;
    }

    /** The most pages that should be committed. */
    long most() {
        return peak + peak / SPARE_SHARE + SPARE_PAGES;
    }
}
