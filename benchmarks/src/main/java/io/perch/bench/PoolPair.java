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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One buffer acquired and released by the same thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolPair {
    /** See {@link PoolUnderTest}. */
    @Param("perch")
    public String pool;

    /** Bytes. */
    @Param("256")
    public int size;

    private PoolUnderTest underTest;

    @Setup
    public void choosePool() {
        underTest = PoolUnderTest.of(pool, size);
    }

    @Benchmark
    public void pair() {
        underTest.release(underTest.acquire(size));
    }
}
