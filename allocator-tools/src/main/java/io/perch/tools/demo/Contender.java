/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.perch.PerchAllocator;
import io.perch.netty.PerchByteBufAllocator;

import java.util.Locale;
import java.util.OptionalLong;

/** The allocators that the demo compares. Each opens a fresh one, so that no round inherits another's memory. */
enum Contender {
    /** Perch, in its default configuration. */
    PERCH {
        @Override
        AllocatorUnderTest open() {
            PerchAllocator blocks = PerchAllocator.create();
            PerchByteBufAllocator perch = PerchByteBufAllocator.builder().allocator(blocks).build();
            return new AllocatorUnderTest(perch, perch.metric()::usedDirectMemory, () -> OptionalLong.of(blocks.stats().inUse()),
                    blocks::close);
        }
    },
    /** Netty 4.1's default. */
    POOLED {
        @Override
        AllocatorUnderTest open() {
            PooledByteBufAllocator pooled = new PooledByteBufAllocator(true);
            return new AllocatorUnderTest(pooled, pooled.metric()::usedDirectMemory,
                    () -> OptionalLong.of(pooled.pinnedDirectMemory() + pooled.pinnedHeapMemory()), () -> { });
        }
    },
    /** Netty 4.2's default. It does not report how much of its memory is in use. */
    ADAPTIVE {
        @Override
        AllocatorUnderTest open() {
            AdaptiveByteBufAllocator adaptive = new AdaptiveByteBufAllocator(true);
            return new AllocatorUnderTest(adaptive, adaptive::usedDirectMemory, OptionalLong::empty, () -> { });
        }
    };

    abstract AllocatorUnderTest open();

    /** Its name in tables and files. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
