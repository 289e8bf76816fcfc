/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Many threads that each hold a few buffers between two waits, as requests do. */
final class Crowd implements Workload {
    private static final int HELD = 8;
    private static final int REQUESTS = 20;

    private final int threads;

    Crowd(int threads) {
        this.threads = threads;
    }

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        int[] drawn = BufferSizes.WEB_SOCKET_PROXY.draw();
        run(allocators.get(), kind, drawn);
        ByteBufAllocator allocator = allocators.get();
        figures.put("a buffer, ns", run(allocator, kind, drawn));
        figures.put("held after, MiB", ((ByteBufAllocatorMetricProvider) allocator).metric().usedDirectMemory() / 1048576.0);
    }

    private double run(ByteBufAllocator allocator, ThreadKind kind, int[] drawn) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(threads);
        long begin = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int first = t * HELD * REQUESTS;
            kind.factory().newThread(() -> {
                for (int r = 0; r < REQUESTS; r++) {
                    request(allocator, drawn, first + r * HELD);
                }
                end.countDown();
            }).start();
        }
        end.await();
        return (double) (System.nanoTime() - begin) / threads / REQUESTS / HELD;
    }

    private static void request(ByteBufAllocator allocator, int[] drawn, int first) {
        ByteBuf[] held = new ByteBuf[HELD];
        for (int i = 0; i < HELD; i++) {
            int size = drawn[first + i & drawn.length - 1];
            held[i] = allocator.directBuffer(size);
            Resident.touch(held[i], size);
        }
        Thread.yield();
        for (ByteBuf buffer : held) {
            buffer.release();
        }
    }
}
