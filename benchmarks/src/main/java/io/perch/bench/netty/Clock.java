/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.Arrays;

/** Times loops. */
final class Clock {
    private static final long BATCH_NANOS = 4_000_000;
    private static final int BATCHES = 5;
    /** What a JVM needs before the code that all loops share is compiled. */
    private static final long FIRST_WARM_UP_NANOS = 1_000_000_000;

    private final long nanos;
    private volatile boolean warm;

    /** @param millis how long to measure, after as long a warm-up */
    Clock(int millis) {
        nanos = millis * 1_000_000L;
    }

    /** So many operations. */
    interface Loop {
        void run(int operations);
    }

    /**
     * Nanoseconds of an operation: the lower quartile of batches of a few milliseconds, because what disturbs a shared machine
     * only ever adds time.
     */
    double time(Loop loop) {
        int operations = 1;
        long spent = 0;
        long warmUp = warm ? nanos : Math.max(nanos, FIRST_WARM_UP_NANOS);
        for (long end = System.nanoTime() + warmUp; System.nanoTime() < end || spent < BATCH_NANOS;) {
            spent = once(loop, operations);
            if (spent < BATCH_NANOS) {
                operations += Math.max(1, operations / 2);
            }
        }
        warm = true;
        double[] samples = new double[(int) Math.max(BATCHES, nanos / BATCH_NANOS)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (double) once(loop, operations) / operations;
        }
        Arrays.sort(samples);
        return samples[samples.length / 4];
    }

    private static long once(Loop loop, int operations) {
        long begin = System.nanoTime();
        loop.run(operations);
        return System.nanoTime() - begin;
    }
}
