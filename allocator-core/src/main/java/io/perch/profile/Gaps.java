/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import io.perch.sync.FibonacciHash;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes remain until the next sample. Gaps are drawn from an exponential distribution, so that each byte is as likely to
 * be hit as any other, whatever came before it.
 *
 * <p>For the same reason, allocations can be dealt out to any number of counters, each with gaps of its own: together they hit as
 * often as one. They are dealt out by address, so that CPUs, whose caches hold different blocks, seldom write to the same cache
 * line. The counters are plain: of two that do at the same moment, one may be missed.
 */
final class Gaps {
    /** Two cache lines, because they are fetched in pairs. */
    private static final int STRIDE_SHIFT = 4;
    private static final int STRIPES_PER_CPU = 16;

    private final Pace pace;
    /** For each stripe, what is left of its gap, followed by the mean that the gap was drawn with. */
    private final long[] left;
    private final AtomicLong random;

    Gaps(Pace pace, long seed, int cpus) {
        this.pace = pace;
        this.random = new AtomicLong(seed);
        this.left = new long[Integer.highestOneBit(Math.max(1, cpus) * STRIPES_PER_CPU) << STRIDE_SHIFT];
        beginAnew();
    }

    /** Draws all gaps anew, of which nobody could tell. */
    void beginAnew() {
        for (int i = 0; i < left.length; i += 1 << STRIDE_SHIFT) {
            begin(i);
        }
    }

    /** The counters, for {@link #count}. */
    long[] counters() {
        return left;
    }

    /** Counts bytes of a block; whether they reach the end of a gap: then {@link #end} is due. */
    static boolean count(long[] counters, long block, long bytes) {
        int stripe = stripe(counters, block);
        long now = counters[stripe] - bytes;
        counters[stripe] = now;
        return now < 0;
    }

    private static int stripe(long[] counters, long block) {
        return (int) (FibonacciHash.of(block) >>> Integer.SIZE) << STRIDE_SHIFT & counters.length - 1;
    }

    /** Ends the gap that a block is counted in, if it is over. Returns its mean, or else 0. */
    long end(long block) {
        int stripe = stripe(left, block);
        return left[stripe] < 0 ? begin(stripe) : 0;
    }

    /** Counts bytes of a block; if they reach the end of a gap, the next one begins. Returns the mean of that gap, or else 0. */
    long hit(long block, long bytes) {
        return count(left, block, bytes) ? end(block) : 0;
    }

    /** Returns the mean of the gap that ended. */
    private long begin(int stripe) {
        long before = left[stripe + 1];
        long mean = pace.mean();
        left[stripe] = next(mean);
        left[stripe + 1] = mean;
        return before;
    }

    /** The length of a gap, by the mean of such gaps. */
    long next(long mean) {
        return (long) (-Math.log(1 - fraction()) * mean);
    }

    /** A random number in [0, 1), by SplitMix64. */
    double fraction() {
        long bits = random.addAndGet(0x9E37_79B9_7F4A_7C15L);
        bits = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D0_49BB_1331_11EBL;
        return ((bits ^ bits >>> 31) >>> 11) * 0x1.0p-53;
    }
}
