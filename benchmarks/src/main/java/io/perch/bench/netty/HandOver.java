/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thread allocates and another one releases, with a ring of 1024 between them. The cost of the ring itself, measured by sending
 * one buffer around again and again, is subtracted.
 */
public final class HandOver implements Workload {
    private static final int[] SIZES = {256, 4096};
    private static final int RING = 1024;
    private static final int BATCH_MILLIS = 50;
    /** How often to spin before leaving the CPU to the other thread, which may have none. */
    private static final int SPINS_BEFORE_YIELD = 200;

    private final AtomicReferenceArray<ByteBuf> ring = new AtomicReferenceArray<>(RING);

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        ByteBufAllocator allocator = allocators.get();
        ByteBuf same = allocator.directBuffer(SIZES[0]);
        double ringAlone = patient(clock).time(operations -> exchange(kind, operations, () -> same, buffer -> { })).figure();
        same.release();
        for (int size : SIZES) {
            Samples all = patient(clock).time(operations ->
                    exchange(kind, operations, () -> allocator.directBuffer(size), ByteBuf::release));
            figures.put(size + " B, ns without the ring's", all.map(time -> Math.max(0.1, time - ringAlone)));
        }
    }

    /** A new one for each size: its first warm-up is long enough for caches that follow the traffic of the last second. */
    private static Clock patient(Clock clock) {
        return clock.inBatchesOf(BATCH_MILLIS);
    }

    /**
     * Has one thread send that many buffers to another.
     *
     * @param source where the sending thread gets them
     * @param end    what the receiving thread does with each
     */
    public void exchange(ThreadKind kind, int operations, Supplier<ByteBuf> source, Consumer<ByteBuf> end) {
        Thread sender = kind.factory().newThread(() -> {
            for (int i = 0; i < operations; i++) {
                ByteBuf buffer = source.get();
                int slot = i & RING - 1;
                for (int spins = 0; ring.getAcquire(slot) != null; spins++) {
                    pause(spins);
                }
                ring.setRelease(slot, buffer);
            }
        });
        Thread receiver = kind.factory().newThread(() -> {
            for (int i = 0; i < operations; i++) {
                int slot = i & RING - 1;
                ByteBuf buffer;
                for (int spins = 0; (buffer = ring.getAcquire(slot)) == null; spins++) {
                    pause(spins);
                }
                ring.setRelease(slot, null);
                end.accept(buffer);
            }
        });
        sender.start();
        receiver.start();
        try {
            sender.join();
            receiver.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
