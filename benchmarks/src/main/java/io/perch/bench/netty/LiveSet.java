/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.Reference;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * 1024 live buffers, of which a random one is replaced again and again, and its pages touched. With two threads, each replaces
 * buffers that either has allocated.
 */
public final class LiveSet implements Workload {
    /** How many buffers live. */
    public static final int LIVE = 1024;

    private final BufferSizes sizes;
    private final int threads;

    LiveSet(BufferSizes sizes, int threads) {
        this.sizes = sizes;
        this.threads = threads;
    }

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        int[] drawn = sizes.draw();
        // The first allocator only warms the code up, so that the compiler's memory does not count as the second one's. It stays,
        // because memory that it gave back meanwhile would count for the second one.
        ByteBufAllocator first = allocators.get();
        AtomicReferenceArray<ByteBuf> liveThere = new AtomicReferenceArray<>(LIVE);
        run(first, liveThere, kind, clock, drawn);
        double before = Resident.mebibytes();
        figures.put("replace one, ns", run(allocators.get(), new AtomicReferenceArray<>(LIVE), kind, clock, drawn));
        figures.put("resident, MiB", Math.max(0.1, Resident.mebibytes() - before));
        Reference.reachabilityFence(first);
        Reference.reachabilityFence(liveThere);
    }

    private Samples run(ByteBufAllocator allocator, AtomicReferenceArray<ByteBuf> live, ThreadKind kind, Clock clock, int[] drawn)
            throws InterruptedException {
        Samples[] times = new Samples[threads];
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int mine = t;
            all[t] = kind.factory().newThread(() -> {
                SplittableRandom random = new SplittableRandom(mine);
                times[mine] = clock.time(operations -> replace(allocator, live, drawn, random, operations));
            });
            all[t].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        return Samples.all(Stream.of(times));
    }

    /**
     * Replaces random buffers, which other threads may do as well.
     *
     * @param live  the buffers, {@value #LIVE} of them
     * @param drawn sizes, of which random ones are taken; their number is a power of two
     */
    public static void replace(ByteBufAllocator allocator, AtomicReferenceArray<ByteBuf> live, int[] drawn,
            SplittableRandom random, int operations) {
        for (int i = 0; i < operations; i++) {
            int bits = random.nextInt();
            int size = drawn[bits >>> 16 & drawn.length - 1];
            ByteBuf buffer = allocator.directBuffer(size);
            Resident.touch(buffer, size);
            ByteBuf old = live.getAndSet(bits & LIVE - 1, buffer);
            if (old != null) {
                old.release();
            }
        }
    }
}
