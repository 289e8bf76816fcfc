/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.cpu.PerCpuCounter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** What it costs a thread to add to a counter of its own, and to one that it shares with another thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterAdd {
    private final PerCpuCounter perCpu = PerCpuCounter.create();
    private final LongAdder adder = new LongAdder();
    private final AtomicLong atomic = new AtomicLong();

    @Benchmark
    @Threads(1)
    public void perCpu1() {
        perCpu.add(1);
    }

    @Benchmark
    @Threads(1)
    public void adder1() {
        adder.add(1);
    }

    @Benchmark
    @Threads(1)
    public void atomic1() {
        atomic.getAndAdd(1);
    }

    @Benchmark
    @Threads(2)
    public void perCpu2() {
        perCpu.add(1);
    }

    @Benchmark
    @Threads(2)
    public void adder2() {
        adder.add(1);
    }

    @Benchmark
    @Threads(2)
    public void atomic2() {
        atomic.getAndAdd(1);
    }
}
