/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Threads that allocate blocks of random sizes, write their stamp over the whole length, hand them to each other, and check the
 * stamp before they free. A block that two own at once, or that somebody else wrote to, shows as a foreign stamp.
 */
final class Conservation {
    private static final int EXCHANGE = 256;
    private static final int HELD = 200;

    private final PerchAllocator perch;
    private final long seed;
    private final Consumer<Runnable> everySecond;
    private final AtomicReferenceArray<Block> exchange = new AtomicReferenceArray<>(EXCHANGE);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stop;

    Conservation(PerchAllocator perch, long seed) {
        this(perch, seed, Runnable::run);
    }

    /** @param everySecond how every second thread has its work done: in some state, or by yet another thread */
    Conservation(PerchAllocator perch, long seed, Consumer<Runnable> everySecond) {
        this.perch = perch;
        this.seed = seed;
        this.everySecond = everySecond;
    }

    private record Block(long address, int size, long stamp) {
    }

    /**
     * Runs {@code threads} for a while, with {@code meanwhile} over and over beside them, frees everything; returns
     * operations.
     */
    long run(int threads, long millis, Runnable meanwhile) throws Exception {
        long[] operations = new long[threads];
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int id = i;
            Runnable work = () -> {
                try {
                    operations[id] = work(id);
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                    stop = true;
                }
            };
            Thread thread = new Thread(id % 2 == 0 ? work : () -> everySecond.accept(work), "conservation-" + i);
            thread.start();
            all.add(thread);
        }
        long end = System.nanoTime() + millis * 1_000_000L;
        while (!stop && System.nanoTime() < end) {
            meanwhile.run();
            Thread.sleep(1);
        }
        stop = true;
        long sum = 0;
        for (int i = 0; i < threads; i++) {
            all.get(i).join();
            sum += operations[i];
        }
        if (failure.get() != null) {
            throw new AssertionError("seed " + seed, failure.get());
        }
        for (int i = 0; i < EXCHANGE; i++) {
            free(exchange.getAndSet(i, null));
        }
        return sum;
    }

    private long work(int id) {
        SplittableRandom random = new SplittableRandom(seed + id);
        Block[] held = new Block[HELD];
        long operations = 0;
        while (!stop) {
            int slot = random.nextInt(HELD);
            if (held[slot] == null) {
                held[slot] = allocate(random, (long) id << 48 | operations & 0xFFFF_FFFF_FFFFL);
            } else if (random.nextInt(4) == 0) {
                held[slot] = exchange.getAndSet(random.nextInt(EXCHANGE), held[slot]);
            } else {
                free(held[slot]);
                held[slot] = null;
            }
            operations++;
        }
        for (Block block : held) {
            free(block);
        }
        return operations;
    }

    private Block allocate(SplittableRandom random, long stamp) {
        // Mostly small, some up to the largest class, a few beyond it: each power of two is as likely as the next.
        int bits = random.nextInt(1000) == 0 ? 18 + random.nextInt(2) : 3 + random.nextInt(random.nextInt(4) == 0 ? 16 : 9);
        int size = (1 << bits) + random.nextInt(1 << bits);
        long address = perch.allocate(size);
        ByteBuffer memory = perch.buffer(address);
        for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
            memory.putLong(i, stamp);
        }
        return new Block(address, size, stamp);
    }

    private void free(Block block) {
        if (block == null) {
            return;
        }
        ByteBuffer memory = perch.buffer(block.address);
        for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
            long found = memory.getLong(i);
            if (found != block.stamp) {
                throw new AssertionError(String.format("block 0x%x of %d bytes: stamp %x at %d, expected %x", block.address,
                        block.size, found, i, block.stamp));
            }
        }
        if ((block.stamp & 1) == 0) {
            perch.free(block.address);
        } else {
            perch.free(block.address, block.size);
        }
    }
}
