/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perch.netty.PerchByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@code directBuffer(size).release()}: what a Netty handler pays for one buffer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NettyPair {
    /** Perch, or one of Netty's own. */
    @Param({"perch", "pooled", "adaptive", "unpooled"})
    public String allocator;

    /** Bytes. */
    @Param({"64", "256", "1500", "8192", "65536"})
    public int size;

    private ByteBufAllocator buffers;

    @Setup
    public void chooseAllocator() {
        buffers = switch (allocator) {
            case "perch" -> PerchByteBufAllocator.builder().allocator(ForkAllocator.create()).build();
            case "pooled" -> PooledByteBufAllocator.DEFAULT;
            case "adaptive" -> new AdaptiveByteBufAllocator();
            case "unpooled" -> UnpooledByteBufAllocator.DEFAULT;
            default -> throw new IllegalArgumentException("no allocator is called " + allocator);
        };
        if (!allocator.equals("perch")) {
            MemoryUse.watch(((ByteBufAllocatorMetricProvider) buffers).metric());
        }
    }

    @Benchmark
    public boolean pair() {
        return buffers.directBuffer(size).release();
    }
}
