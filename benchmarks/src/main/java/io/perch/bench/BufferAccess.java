/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import io.perch.agrona.PooledDirectBuffer;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and writing a message of {@value #BYTES} bytes, field by field. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BufferAccess {
    private static final int BYTES = 256;

    /** Where the memory comes from: perch or jdk. */
    @Param("perch")
    public String memory;

    private ByteBuffer bytes;
    private UnsafeBuffer view;

    @Setup
    public void makeBuffers() {
        if (memory.equals("perch")) {
            PooledBuffer buffer = BufferPool.of(PerchAllocator.create()).acquire(BYTES);
            bytes = buffer.byteBuffer();
            view = PooledDirectBuffer.of(buffer).buffer();
        } else {
            bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
            view = new UnsafeBuffer(bytes);
        }
    }

    @Benchmark
    public long byteBuffer() {
        long sum = 0;
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            sum += bytes.getLong(i);
            bytes.putLong(i, sum);
        }
        return sum;
    }

    @Benchmark
    public long unsafeBuffer() {
        long sum = 0;
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            sum += view.getLong(i);
            view.putLong(i, sum);
        }
        return sum;
    }
}
