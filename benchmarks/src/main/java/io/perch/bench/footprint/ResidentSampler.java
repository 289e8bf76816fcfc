/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Samples a meter every {@value #PERIOD_MILLIS} ms, on a thread of its own. */
final class ResidentSampler {
    static final int PERIOD_MILLIS = 50;
    private static final int ROOM = 1 << 12;

    private final Meter meter;
    private final long begin = System.nanoTime();
    private final Thread thread = new Thread(this::run, "footprint-sampler");
    private double[] seconds = new double[ROOM];
    private long[] resident = new long[ROOM];
    private long[] live = new long[ROOM];
    private boolean[] loaded = new boolean[ROOM];
    private int count;
    private volatile boolean load;
    private volatile boolean stopped;

    ResidentSampler(Meter meter) {
        this.meter = meter;
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells whether what is sampled from now on is the load's. */
    void loaded(boolean on) {
        load = on;
    }

    /** Seconds on the time axis of the samples. */
    double now() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void run() {
        for (long next = begin; !stopped; next = Math.max(next + PERIOD_MILLIS * 1_000_000L, System.nanoTime())) {
            LockSupport.parkNanos(this, next - System.nanoTime());
            sample();
        }
    }

    private void sample() {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
            resident = Arrays.copyOf(resident, 2 * count);
            live = Arrays.copyOf(live, 2 * count);
            loaded = Arrays.copyOf(loaded, 2 * count);
        }
        seconds[count] = now();
        loaded[count] = load;
        live[count] = meter.live();
        resident[count] = meter.resident();
        count++;
    }

    /** Ends sampling and returns all samples. */
    Curve end() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
        return new Curve(Arrays.copyOf(seconds, count), Arrays.copyOf(resident, count), Arrays.copyOf(live, count),
                Arrays.copyOf(loaded, count));
    }
}
