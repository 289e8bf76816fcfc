/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;

/**
 * How many pages an arena needed lately: from this it decides what to give back. Guarded by the arena's lock.
 *
 * <p>Time passes in ticks. Free pages are worth keeping for what may be needed next, and that is estimated from the steepest rise
 * of the last {@value #TICKS} ticks: by so much the used pages rose above an earlier level. It counts less with each tick that
 * passes, as the square of what is left of those ticks. A load that comes and goes all the time keeps its memory; one that falls
 * gives it back as it falls. Of what is beyond, three quarters go with each tick, so that memory falls along a curve and not over a
 * cliff. Before new pages are committed, free ones go back, so that no more than {@link #most} is committed.
 */
final class RecentNeed {
    /** The share of the peak, on top of the peak itself, that may be free while more is committed. */
    private static final int SPARE_SHARE = 8;
    /** Pages that may always be free: 4 MiB. */
    private static final long SPARE_PAGES = 4 << 20 >> SizeClasses.PAGE_SHIFT;
    /** Ticks for which a rise is remembered. */
    private static final int TICKS = 10;
    /** The part of what the peak is above the need by which it comes down in a tick. */
    private static final int FALL_SHARE = 8;
    /**
     * The share of the peak that stays free: under a steady load, chance needs one page in ten again within 100 ms of those that
     * nobody needed for a second.
     */
    private static final int RESERVE_SHARE = 128;
    /** The share of idle pages that stays for another tick. */
    private static final int KEPT_SHARE = 4;
    /** Idle pages too few for that: 512 KiB. */
    private static final long FEW = 512 << 10 >> SizeClasses.PAGE_SHIFT;

    /** The fewest and the most pages that were used in each tick, and by how much they rose in it above an earlier level. */
    private final long[] fewest = new long[TICKS];
    private final long[] most = new long[TICKS];
    private final long[] rise = new long[TICKS];
    private int now;
    private long peak;

    /** Pages were taken: now so many are used. */
    void taken(long used) {
        peak = Math.max(peak, used);
        most[now] = Math.max(most[now], used);
        rise[now] = Math.max(rise[now], used - fewest[now]);
    }

    /** Pages came back: now so many are used. */
    void freed(long used) {
        fewest[now] = Math.min(fewest[now], used);
    }

    /** A tick is over, in which so many pages are used. The peak comes down towards that. */
    void tick(long used) {
        peak = Math.max(used, peak - (peak - used + FALL_SHARE - 1) / FALL_SHARE);
        now = (now + 1) % TICKS;
        fewest[now] = used;
        most[now] = used;
        rise[now] = 0;
    }

    /** How many of the free pages to give back in this tick. */
    long idle(long free) {
        long idle = Math.max(0, free - steepestRise() - peak / RESERVE_SHARE);
        return idle <= FEW ? idle : idle - idle / KEPT_SHARE;
    }

    private long steepestRise() {
        long steepest = 0;
        long lowest = Long.MAX_VALUE;
        for (int left = 1; left <= TICKS; left++) {
            int tick = (now + left) % TICKS;
            long risen = Math.max(rise[tick], most[tick] - lowest);
            steepest = Math.max(steepest, risen * left * left / (TICKS * TICKS));
            lowest = Math.min(lowest, fewest[tick]);
        }
        return steepest;
    }

    /** The most pages that should be committed. */
    long most() {
        return peak + peak / SPARE_SHARE + SPARE_PAGES;
    }
}
