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

/** {@code malloc} and {@code free} of a C library, by the same kind of critical call that Perch makes. Needs JDK 22. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MallocPair {
    /** A {@link MallocLibrary} by its name. */
    @Param({"glibc", "jemalloc", "mimalloc", "tcmalloc"})
    public String library;

    /** Bytes. */
    @Param({"64", "256", "1500", "8192", "65536"})
    public long size;

    @Setup
    public void bind() {
        MallocCalls.choose(MallocLibrary.named(library));
    }

    @Benchmark
    public void pair() {
        MallocCalls.free(MallocCalls.malloc(size));
    }
}
