/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.concurrent.TimeUnit;
import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/**
 * Buffers acquired by one thread and released by another. They are handed over in arrays of {@value #BATCH}, so that the queue
 * between the threads, which is the same for all pools, is not what is measured. The arrays are reused, so they are no garbage.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolHandOver {
    static final int BATCH = 64;
    private static final int ARRAYS = 4;
    private static final int SPINS = 1000;

    private static final PoolUnderTest POOL = PoolUnderTest.ofThisRow();

    /** Bytes. */
    @Param("256")
    public int size;

    private final SpscArrayQueue<Object[]> full = new SpscArrayQueue<>(ARRAYS);
    private final SpscArrayQueue<Object[]> empty = new SpscArrayQueue<>(ARRAYS);

    @Setup
    public void makeArrays() {
        for (int i = 0; i < ARRAYS; i++) {
            empty.add(new Object[BATCH]);
        }
    }

    @Benchmark
    @Group("handOver")
    @OperationsPerInvocation(BATCH)
    public void acquire(Control control) {
        Object[] batch = take(empty, control);
        if (batch == null) {
            return;
        }
        for (int i = 0; i < BATCH; i++) {
            batch[i] = POOL.acquire(size);
        }
        full.add(batch);
    }

    @Benchmark
    @Group("handOver")
    @OperationsPerInvocation(BATCH)
    public void release(Control control) {
        Object[] batch = take(full, control);
        if (batch == null) {
            return;
        }
        for (Object buffer : batch) {
            POOL.release(buffer);
        }
        empty.add(batch);
    }

    private static Object[] take(SpscArrayQueue<Object[]> from, Control control) {
        Object[] batch = from.poll();
        for (int spins = 0; batch == null && !control.stopMeasurement; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                // The other thread may be waiting for this CPU.
                Thread.yield();
            }
            batch = from.poll();
        }
        return batch;
    }
}
