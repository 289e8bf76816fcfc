/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perch.PerchAllocator;
import io.perch.netty.PerchByteBufAllocator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A crowd of threads of which each takes eight blocks, a quarter of them sleep while they hold them, and all give them back: with
 * buffers, and with plain addresses, for which C's {@code malloc} stands in where an allocator of Netty's has none.
 */
final class Convoy implements Workload {
    private static final int HELD = 8;
    private static final int LEAST = 64;
    private static final int STEPS = 4000;
    private static final int ONE_IN_ASLEEP = 4;
    /** In all rounds: code is warm after half of them, and the first rounds take two to five times as long as the last. */
    private static final int THREADS = 2_000_000;

    private final int threads;

    Convoy(int threads) {
        this.threads = threads;
    }

    /** What is done with a block of memory. */
    private interface Blocks<B> {
        B take(int size);

        void give(B block);
    }

    /** Netty's. */
    private record Buffers(ByteBufAllocator allocator) implements Blocks<ByteBuf> {
        @Override
        public ByteBuf take(int size) {
            return allocator.directBuffer(size).setByte(0, 1);
        }

        @Override
        public void give(ByteBuf block) {
            block.release();
        }
    }

    /** Perch's. */
    private record Addresses(PerchAllocator allocator) implements Blocks<Long> {
        @Override
        public Long take(int size) {
            long address = allocator.allocate(size);
            UnsafeMemory.put(address, (byte) 1);
            return address;
        }

        @Override
        public void give(Long block) {
            allocator.free(block);
        }
    }

    /** The C library's, as the JDK calls it. */
    private static final class Malloc implements Blocks<Long> {
        @Override
        public Long take(int size) {
            long address = UnsafeMemory.allocate(size);
            UnsafeMemory.put(address, (byte) 1);
            return address;
        }

        @Override
        public void give(Long block) {
            UnsafeMemory.free(block);
        }
    }

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        ByteBufAllocator allocator = allocators.get();
        Blocks<ByteBuf> buffers = new Buffers(allocator);
        Blocks<Long> addresses = allocator instanceof PerchByteBufAllocator perch ? new Addresses(perch.allocator()) : new Malloc();
        double leastOfBuffers = Double.POSITIVE_INFINITY;
        double leastOfAddresses = Double.POSITIVE_INFINITY;
        for (int round = 0; round < THREADS / threads; round++) {
            leastOfBuffers = Math.min(leastOfBuffers, run(buffers, kind));
            leastOfAddresses = Math.min(leastOfAddresses, run(addresses, kind));
        }
        figures.put("a thread with buffers, us", leastOfBuffers);
        figures.put("a thread with addresses, us", leastOfAddresses);
    }

    private <B> double run(Blocks<B> blocks, ThreadKind kind) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(threads);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int number = t;
            kind.factory().newThread(() -> {
                try {
                    request(blocks, number);
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                } finally {
                    end.countDown();
                }
            }).start();
        }
        end.await();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return (System.nanoTime() - begin) / 1e3 / threads;
    }

    private static <B> void request(Blocks<B> blocks, int number) {
        Object[] held = new Object[HELD];
        for (int i = 0; i < HELD; i++) {
            held[i] = blocks.take(LEAST + (number * HELD + i) * 641 % STEPS);
        }
        if (number % ONE_IN_ASLEEP == 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        for (Object block : held) {
            @SuppressWarnings("unchecked")
            B mine = (B) block;
            blocks.give(mine);
        }
    }
}
