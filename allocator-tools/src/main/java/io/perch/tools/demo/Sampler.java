/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Reads a number of bytes every {@value #PERIOD_MILLIS} ms on a thread of its own, and notes how late it wakes up. */
final class Sampler implements AutoCloseable {
    /** Time between two samples. */
    static final int PERIOD_MILLIS = 2;

    private final LongSupplier source;
    private final Thread thread = new Thread(this::run, "perch-demo-sampler");
    private long[] samples = new long[1 << 14];
    private int count;
    private final Histogram late = Load.histogram();
    private volatile boolean stopped;

    Sampler(LongSupplier source) {
        this.source = source;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!stopped) {
            add(source.getAsLong());
            next += PERIOD_MILLIS * 1_000_000L;
            LockSupport.parkNanos(this, next - System.nanoTime());
            late.recordValue(Math.max(0, System.nanoTime() - next));
        }
        add(source.getAsLong());
    }

    private void add(long value) {
        if (count == samples.length) {
            samples = Arrays.copyOf(samples, 2 * count);
        }
        samples[count++] = value;
    }

    /** Takes a last sample and ends. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * By how many nanoseconds the thread woke up late: what the machine, and the load on it, do to a thread that allocates nothing.
     * Call after {@link #close}.
     */
    Histogram late() {
        return late;
    }

    /** All samples in order. Call after {@link #close}. */
    long[] samples() {
        return Arrays.copyOf(samples, count);
    }
}
