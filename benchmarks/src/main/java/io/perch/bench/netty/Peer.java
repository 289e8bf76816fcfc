/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.perch.PerchAllocator;
import io.perch.bench.MemoryUse;
import io.perch.netty.PerchByteBufAllocator;

/** The allocators that are compared. */
public enum Peer {
    /** With the default configuration. */
    PERCH, POOLED, ADAPTIVE;

    /** A new one, with memory of its own, whose memory is watched from now on. */
    public ByteBufAllocator create() {
        return switch (this) {
            case PERCH -> perch();
            case POOLED -> watched(new PooledByteBufAllocator(true));
            case ADAPTIVE -> watched(new AdaptiveByteBufAllocator(true));
        };
    }

    private static ByteBufAllocator perch() {
        PerchAllocator blocks = PerchAllocator.create();
        MemoryUse.watch(blocks);
        return PerchByteBufAllocator.builder().allocator(blocks).build();
    }

    private static <A extends ByteBufAllocator & ByteBufAllocatorMetricProvider> A watched(A allocator) {
        MemoryUse.watch(allocator.metric());
        return allocator;
    }
}
