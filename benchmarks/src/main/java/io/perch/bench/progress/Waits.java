/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

/** How long each wait was, in buckets: eight for each doubling. For one thread. */
final class Waits {
    private static final int STEPS_SHIFT = 3;
    private static final int BUCKETS = 36 << STEPS_SHIFT;

    private final int[] counts = new int[BUCKETS];
    private long most;

    /** Counts a wait of so many nanoseconds. */
    void add(long nanos) {
        most = Math.max(most, nanos);
        counts[bucket(nanos)]++;
    }

    /** Adds what another counted. */
    void add(Waits other) {
        most = Math.max(most, other.most);
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
    }

    private static int bucket(long nanos) {
        long steps = Math.max(nanos, 1) << STEPS_SHIFT;
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(steps) - STEPS_SHIFT;
        return Math.min(BUCKETS - 1, (doublings << STEPS_SHIFT) + (int) (steps >> doublings) - (1 << STEPS_SHIFT));
    }

    private static double nanosOf(int bucket) {
        return (1L << (bucket >> STEPS_SHIFT)) * (1 + ((bucket & (1 << STEPS_SHIFT) - 1) + 0.5) / (1 << STEPS_SHIFT));
    }

    /** How many. */
    long count() {
        return countAbove(0);
    }

    /** How many were longer, to the width of a bucket. */
    long countAbove(long nanos) {
        long sum = 0;
        for (int i = nanos == 0 ? 0 : bucket(nanos) + 1; i < BUCKETS; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Nanoseconds that a part of all waits, 0 to 1, does not exceed; 0 if there are none. */
    double percentile(double part) {
        long left = (long) Math.ceil(part * count());
        int bucket = 0;
        while (bucket < BUCKETS - 1 && left > counts[bucket]) {
            left -= counts[bucket];
            bucket++;
        }
        return count() == 0 ? 0 : Math.min(most, nanosOf(bucket));
    }

    /** Nanoseconds of the longest. */
    long most() {
        return most;
    }
}
