/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code allocate} and {@code free} of Perch itself, with and without the size told to {@code free}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PerchPair {
    /** Static and final, as a library's users would hold it: the JIT sees through it. */
    private static final PerchAllocator PERCH = ForkAllocator.create();

    /** Bytes. */
    @Param({"64", "256", "1500", "8192", "65536"})
    public long size;

    @Benchmark
    public void pair() {
        PERCH.free(PERCH.allocate(size));
    }

    @Benchmark
    public void sizedPair() {
        PERCH.free(PERCH.allocate(size), size);
    }
}
