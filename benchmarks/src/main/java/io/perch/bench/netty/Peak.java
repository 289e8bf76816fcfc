/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** 1000 threads hold 1 MiB each at the same time, release it and end; the figure is what is still resident a while later. */
final class Peak implements Workload {
    private static final int THREADS = 1000;
    private static final int SIZE = 1 << 20;

    private final int seconds;

    /** @param seconds how long after the release to look */
    Peak(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        // The first allocator has small buffers, for the code and the threads: what the compiler and the stacks take, some 10 MiB,
        // is no allocator's. It gets more time to give its memory back, so that this does not count for the second one.
        ByteBufAllocator first = allocators.get();
        peak(first, kind, SIZE / 16);
        TimeUnit.SECONDS.sleep(2 * seconds);
        double before = Resident.mebibytes();
        peak(allocators.get(), kind, SIZE);
        TimeUnit.SECONDS.sleep(seconds);
        figures.put("held after " + seconds + " s, MiB", Math.max(0.1, Resident.mebibytes() - before));
        Reference.reachabilityFence(first);
    }

    private void peak(ByteBufAllocator allocator, ThreadKind kind, int size) throws InterruptedException {
        CountDownLatch full = new CountDownLatch(THREADS);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            threads[t] = kind.factory().newThread(() -> {
                ByteBuf buffer = allocator.directBuffer(size);
                Resident.touch(buffer, size);
                full.countDown();
                try {
                    full.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                buffer.release();
            });
            threads[t].start();
        }
        full.await();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
