/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Allocates blocks of random sizes, stamps them, hands some to other workers, and frees them; in between it does bursts. */
final class Worker implements Runnable {
    private static final int HELD = 128;
    private static final int UNREGISTERED = 6;
    private static final int YIELD = 64;
    private static final int SLEEP = 4096;
    private static final int LARGE = 8192;

    private final Tally tally;
    private final Allocators allocators;
    private final Burst burst;
    private final int id;
    private final SplittableRandom random;
    private final Block[] held = new Block[HELD];
    private volatile int thread;

    Worker(Tally tally, Allocators allocators, int id, long seed) {
        this.tally = tally;
        this.allocators = allocators;
        this.burst = new Burst(tally);
        this.id = id;
        this.random = new SplittableRandom(seed + id);
    }

    /** The kernel's ID of the thread if it may be moved, or 0: every second worker stays on one CPU. */
    int movable() {
        return id % 2 == 0 ? 0 : thread;
    }

    /** The kernel's ID of the thread, or 0 before it runs. */
    int thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            thread = Injection.thread();
            if (id % 2 == 0) {
                Injection.move(thread, id / 2);
            } else if (id % UNREGISTERED == UNREGISTERED - 1) {
                Injection.unregister();
            }
            work();
            for (Block block : held) {
                tally.free(block);
            }
        } catch (RuntimeException | Error e) {
            tally.fail(e);
        }
    }

    private void work() {
        long operations = 0;
        while (!tally.isOver()) {
            long stamp = (long) id << 48 | operations & 0xFFFF_FFFF_FFFFL;
            if (random.nextBoolean()) {
                int bits = 4 + random.nextInt(6);
                int size = (1 << bits) + random.nextInt(1 << bits);
                operations += burst.run(allocators.current(), size, 1 << random.nextInt(8), stamp);
            } else {
                step(stamp);
                operations++;
            }
            pause();
        }
        tally.operations.add(operations);
    }

    private void step(long stamp) {
        int slot = random.nextInt(HELD);
        Block block = held[slot];
        held[slot] = null;
        if (block == null) {
            PerchAllocator perch = allocators.current();
            try {
                held[slot] = Block.allocate(perch, size(), stamp);
            } catch (IllegalStateException e) {
                tally.requireClosed(perch, e);
            }
        } else if (random.nextInt(4) == 0) {
            held[slot] = tally.exchange(random.nextInt(Integer.MAX_VALUE), block);
        } else {
            tally.free(block);
        }
    }

    /** Mostly small, some up to 256 KiB, a few above the largest class; in each group, all powers of two are equally likely. */
    private int size() {
        int bits = random.nextInt(LARGE) == 0 ? 20 : 4 + random.nextInt(random.nextInt(16) == 0 ? 14 : 6);
        return (1 << bits) + random.nextInt(1 << bits);
    }

    private void pause() {
        if (random.nextInt(YIELD) == 0) {
            Thread.yield();
        } else if (random.nextInt(SLEEP) == 0) {
            LockSupport.parkNanos(1);
        }
    }
}
