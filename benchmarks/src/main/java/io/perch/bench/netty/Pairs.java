/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBufAllocator;
import java.util.function.Supplier;

/** {@code directBuffer(size).release()}. */
final class Pairs implements Workload {
    private final int[] sizes;

    Pairs(int... sizes) {
        this.sizes = sizes;
    }

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        ByteBufAllocator allocator = allocators.get();
        for (int size : sizes) {
            Workload.on(kind, () -> figures.put(size + " B, ns", clock.time(operations -> {
                for (int i = 0; i < operations; i++) {
                    allocator.directBuffer(size).release();
                }
            })));
        }
    }
}
