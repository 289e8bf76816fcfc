/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import io.perch.stats.LockKind;
import java.util.ArrayList;
import java.util.List;

/**
 * For how long a lock is held, and how often another thread takes it than the last one, whose CPU then has to give up the lock's
 * cache line. Only in a JVM that measures locks, with {@code -Dio.perch.sync.timed=true}: elsewhere compiled code has no trace of
 * it. Written by the holder.
 */
public final class LockTimes {
    /** The system property that has a JVM measure locks. */
    public static final String PROPERTY = "io.perch.sync.timed";
    /** Whether this JVM measures locks. */
    public static final boolean ON = Boolean.getBoolean(PROPERTY);
    /** Of so many acquisitions one is timed: a look at the clock is as long as a short hold. A prime, to meet all of a pattern. */
    private static final int PERIOD = 7;
    /** Eight buckets for each doubling. */
    private static final int STEPS_SHIFT = 3;
    private static final int BUCKETS = 40 << STEPS_SHIFT;
    private static final int CLOCK_ROUNDS = 1000;
    private static final List<LockTimes> ALL = new ArrayList<>();

    private final LockKind kind;
    private final long[] held = new long[BUCKETS];
    private Thread last;
    private long acquisitions;
    private long transfers;
    private long begin;

    private LockTimes(LockKind kind) {
        this.kind = kind;
    }

    /** Those of a new lock; null in a JVM that does not measure. */
    static LockTimes of(LockKind kind) {
        if (!ON) {
            return null;
        }
        LockTimes times = new LockTimes(kind);
        synchronized (ALL) {
            ALL.add(times);
        }
        return times;
    }

    /** Those of all locks that were ever made. */
    public static List<LockTimes> all() {
        synchronized (ALL) {
            return List.copyOf(ALL);
        }
    }

    void begin() {
        Thread taker = Thread.currentThread();
        if (taker != last) {
            last = taker;
            transfers++;
        }
        acquisitions++;
        begin = acquisitions % PERIOD == 0 ? System.nanoTime() : 0;
    }

    void end() {
        if (begin != 0) {
            long time = System.nanoTime() - begin;
            begin = 0;
            held[bucket(time)]++;
        }
    }

    private static int bucket(long time) {
        long steps = Math.max(time, 1) << STEPS_SHIFT;
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(steps) - STEPS_SHIFT;
        return Math.min(BUCKETS - 1, (doublings << STEPS_SHIFT) + (int) (steps >> doublings) - (1 << STEPS_SHIFT));
    }

    /** The middle of a bucket of {@link #held}, in nanoseconds. */
    public static double nanosOf(int bucket) {
        double step = 1.0 / (1 << STEPS_SHIFT);
        return Math.pow(2, bucket >> STEPS_SHIFT) * (1 + ((bucket & (1 << STEPS_SHIFT) - 1) + 0.5) * step);
    }

    /** What two looks at the clock take, one after the other, in nanoseconds: each time that was measured is longer by that. */
    public static double clockNanos() {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < CLOCK_ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int look = 0; look < CLOCK_ROUNDS; look++) {
                System.nanoTime();
            }
            least = Math.min(least, System.nanoTime() - begin);
        }
        return (double) least / CLOCK_ROUNDS;
    }

    /** Of what the lock is. */
    public LockKind kind() {
        return kind;
    }

    /** How often it was taken. */
    public long acquisitions() {
        return acquisitions;
    }

    /** How often it was taken by another thread than before. */
    public long transfers() {
        return transfers;
    }

    /** How many times were measured, by buckets of growing length. */
    public long[] held() {
        return held.clone();
    }
}
