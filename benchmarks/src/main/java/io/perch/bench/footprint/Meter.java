/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.perch.bench.MemoryUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a load tells of itself: its live bytes, how much it did in what time, and figures of its own. */
final class Meter {
    private final long start = MemoryUse.resident();
    private final LongAdder live = new LongAdder();
    private final LongAdder operations = new LongAdder();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private long nanos;

    void allocated(long bytes) {
        live.add(bytes);
    }

    void released(long bytes) {
        live.add(-bytes);
    }

    /** Requested bytes that are not released. Exact while no thread is between an operation and its count. */
    long live() {
        return live.sum();
    }

    void count(long done) {
        operations.add(done);
    }

    /** Runs a part of the load whose time counts, and returns that. */
    long timed(Part part) throws InterruptedException {
        long begin = System.nanoTime();
        part.run();
        long took = System.nanoTime() - begin;
        nanos += took;
        return took;
    }

    /** Some of a load. */
    interface Part {
        void run() throws InterruptedException;
    }

    long operations() {
        return operations.sum();
    }

    /** What {@link #timed} parts took together. */
    long nanos() {
        return nanos;
    }

    double operationsPerSecond() {
        return operations.sum() * 1e9 / nanos;
    }

    /** Bytes of this process that the system has given to it since the meter was made. */
    long resident() {
        return MemoryUse.resident() - start;
    }

    /** Resident bytes for each live one, at this moment. */
    double ratio() {
        return (double) resident() / live();
    }

    void figure(String name, double value) {
        figures.put(name, value);
    }

    Map<String, Double> figures() {
        return figures;
    }
}
