/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One buffer acquired and released by the same thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolPair {
    /** Static and final, as a program would hold it: the JIT sees through it. */
    private static final PoolUnderTest POOL = PoolUnderTest.ofThisRow();

    /** Bytes. */
    @Param("256")
    public int size;

    @Benchmark
    public void pair() {
        POOL.release(POOL.acquire(size));
    }
}
