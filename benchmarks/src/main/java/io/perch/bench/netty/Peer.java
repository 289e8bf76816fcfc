/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.perch.netty.PerchByteBufAllocator;

/** The allocators that are compared. */
enum Peer {
    PERCH, POOLED, ADAPTIVE;

    /** A new one, with memory of its own. */
    ByteBufAllocator create() {
        return switch (this) {
            case PERCH -> new PerchByteBufAllocator(true);
            case POOLED -> new PooledByteBufAllocator(true);
            case ADAPTIVE -> new AdaptiveByteBufAllocator(true);
        };
    }
}
