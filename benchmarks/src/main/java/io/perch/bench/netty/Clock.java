/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

/** Times loops. */
final class Clock {
    private static final int BATCH_MILLIS = 4;
    private static final int BATCHES = 5;
    /** What a JVM needs before the code that all loops share is compiled. */
    private static final long FIRST_WARM_UP_NANOS = 1_000_000_000;

    private final long nanos;
    private final long batchNanos;
    private volatile boolean warm;

    /** @param millis how long to measure, after as long a warm-up */
    Clock(int millis) {
        this(millis, BATCH_MILLIS);
    }

    private Clock(int millis, int batchMillis) {
        nanos = millis * 1_000_000L;
        batchNanos = batchMillis * 1_000_000L;
    }

    /** The same with longer batches, for loops that start threads of their own, so that starting them does not count. */
    Clock inBatchesOf(int millis) {
        return new Clock((int) (nanos / 1_000_000), millis);
    }

    /** Runs that many operations. */
    interface Loop {
        void run(int operations);
    }

    /** Nanoseconds of an operation, in each of many batches, with the worse of what the {@link Gauge} said before and after it. */
    Samples time(Loop loop) {
        int operations = 1;
        long spent = 0;
        long warmUp = warm ? nanos : Math.max(nanos, FIRST_WARM_UP_NANOS);
        for (long end = System.nanoTime() + warmUp; System.nanoTime() < end || spent < batchNanos;) {
            Gauge.nanos();
            spent = once(loop, operations);
            if (spent < batchNanos) {
                operations += Math.max(1, operations / 2);
            }
        }
        warm = true;
        double[] samples = new double[(int) Math.max(BATCHES, nanos / batchNanos)];
        double[] gauges = new double[samples.length];
        double before = Gauge.nanos();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (double) once(loop, operations) / operations;
            double after = Gauge.nanos();
            gauges[i] = Math.max(before, after);
            before = after;
        }
        return new Samples(samples, gauges);
    }

    private static long once(Loop loop, int operations) {
        long begin = System.nanoTime();
        loop.run(operations);
        return System.nanoTime() - begin;
    }
}
