/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes a sample stands for: the interval, or up to {@value #LONGEST} times as many while so much is allocated that
 * samples would be taken more often than {@value #MOST_A_SECOND} times a second, which take some 0.4 % of a CPU. Each sample knows
 * by which mean it was due: estimates stay right, and their errors are those of fewer samples.
 */
final class Pace {
    static final int MOST_A_SECOND = 4000;
    static final int LONGEST = 8;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long interval;
    private final AtomicLong allocated = new AtomicLong();
    private volatile long mean;
    private long since;

    /** @param interval bytes, > 0 */
    Pace(long interval, long now) {
        this.interval = interval;
        this.mean = interval;
        this.since = now;
    }

    /** Bytes that lie between two samples on average, at the moment. */
    long mean() {
        return mean;
    }

    /** A sample was taken, which stands for so many bytes. */
    void sampled(long bytes) {
        allocated.addAndGet(bytes);
    }

    /**
     * To be called a few times a second, by one thread at a time.
     *
     * @param now in nanoseconds
     * @return whether samples are taken more often from now on
     */
    boolean adjust(long now) {
        long nanos = now - since;
        if (nanos < LEAST_NANOS) {
            return false;
        }
        since = now;
        long before = mean;
        double bytesPerSecond = allocated.getAndSet(0) * 1e9 / nanos;
        mean = (long) Math.min((double) interval * LONGEST, Math.max(interval, bytesPerSecond / MOST_A_SECOND));
        return mean < before;
    }
}
