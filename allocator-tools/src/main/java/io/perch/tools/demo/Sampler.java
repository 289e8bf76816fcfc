/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Reads a number of bytes every {@value #PERIOD_MILLIS} ms on a thread of its own. */
final class Sampler implements AutoCloseable {
    /** Time between two samples. */
    static final int PERIOD_MILLIS = 5;

    private final LongSupplier source;
    private final Thread thread = new Thread(this::run, "perch-demo-sampler");
    private long[] samples = new long[1 << 14];
    private int count;
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

    /** All samples in order. Call after {@link #close}. */
    long[] samples() {
        return Arrays.copyOf(samples, count);
    }
}
