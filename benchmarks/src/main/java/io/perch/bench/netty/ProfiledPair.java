/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.PerchAllocator;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.pool.BufferPool;
import java.util.Locale;

/** An allocation of 256 bytes and its release, which a profile may make slower, on an event loop. */
enum ProfiledPair {
    /** {@code directBuffer(256).release()}. */
    NETTY {
        @Override
        Clock.Loop loop(PerchAllocator allocator) {
            PerchByteBufAllocator buffers = PerchByteBufAllocator.builder().allocator(allocator).build();
            return operations -> {
                for (int i = 0; i < operations; i++) {
                    buffers.directBuffer(SIZE).release();
                }
            };
        }
    },
    /** {@code free(allocate(256))}. */
    BLOCK {
        @Override
        Clock.Loop loop(PerchAllocator allocator) {
            return operations -> {
                for (int i = 0; i < operations; i++) {
                    allocator.free(allocator.allocate(SIZE));
                }
            };
        }
    },
    /** {@code acquire(256).close()}. */
    POOL {
        @Override
        Clock.Loop loop(PerchAllocator allocator) {
            BufferPool pool = BufferPool.of(allocator);
            return operations -> {
                for (int i = 0; i < operations; i++) {
                    pool.acquire(SIZE).close();
                }
            };
        }
    };

    private static final int SIZE = 256;

    abstract Clock.Loop loop(PerchAllocator allocator);

    String label() {
        return name().toLowerCase(Locale.ROOT) + " pair";
    }
}
