/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.rseq.NativeFloor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The lower bounds for any allocator called from Java: the critical sections without Java, and a call without critical sections.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NativePair {
    private static final int PAIRS = 1000;
    private static final NativeFloor FLOOR = NativeFloor.get();

    private final FloorSlabs slabs = new FloorSlabs();

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public long pair() {
        return slabs.pairs(FLOOR, PAIRS);
    }

    @Benchmark
    public void emptyCall() {
        FLOOR.nop();
    }
}
