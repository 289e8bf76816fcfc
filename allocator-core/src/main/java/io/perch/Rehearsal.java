/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.os.OsMemoryException;
import io.perch.os.ThreadAffinity;
import io.perch.span.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes caches ready by doing what will be done: a thread on each CPU takes all the blocks that were asked for, touches them and
 * gives them back, until a round has no misses. The threads run at once and spin between rounds, so that virtual CPUs are told
 * apart.
 */
final class Rehearsal {
    /** What a round does with one size. */
    @FunctionalInterface
    interface Act {
        /** Takes {@code count} blocks of {@code size} bytes, touches all their pages, and gives them back. */
        void play(int size, int count);
    }

    /** Caches double their lists with each miss, so that far fewer are enough. */
    private static final int MOST_ROUNDS = 100;
    /** After the last miss: handles take turns, and each has to have been used. */
    private static final int QUIET_ROUNDS = 2;
    /** No system has smaller pages. */
    private static final int SMALLEST_PAGE = 4096;

    private final PerchAllocator allocator;
    private final Prewarm wanted;
    private final Act act;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile int round;
    private volatile boolean over;

    Rehearsal(PerchAllocator allocator, Prewarm wanted, Act act) {
        this.allocator = allocator;
        this.wanted = wanted;
        this.act = act;
    }

    /** With plain addresses. */
    static Act ofAddresses(PerchAllocator allocator) {
        return (size, count) -> {
            long[] blocks = new long[count];
            int taken = 0;
            try {
                while (taken < count) {
                    blocks[taken] = allocator.allocate(size);
                    taken++;
                    Span span = allocator.spanOf(blocks[taken - 1]);
                    touch(span.memory(), (int) (blocks[taken - 1] - span.address()), size);
                }
            } finally {
                while (taken > 0) {
                    taken--;
                    allocator.free(blocks[taken], size);
                }
            }
        };
    }

    /** With a pool's buffers, so that their handles and views are made as well. */
    static Act ofBuffers(BufferPool pool) {
        return (size, count) -> {
            PooledBuffer[] buffers = new PooledBuffer[count];
            int taken = 0;
            try {
                while (taken < count) {
                    buffers[taken] = pool.acquire(size);
                    taken++;
                    touch(buffers[taken - 1].byteBuffer(), 0, size);
                }
            } finally {
                while (taken > 0) {
                    taken--;
                    buffers[taken].close();
                }
            }
        };
    }

    private static void touch(ByteBuffer memory, int offset, int size) {
        for (int i = 0; i < size; i += SMALLEST_PAGE) {
            memory.put(offset + i, (byte) 0);
        }
        memory.put(offset + size - 1, (byte) 0);
    }

    Prewarm.Result run() {
        List<Thread> players = new ArrayList<>();
        BitSet cpus = wanted.cpus();
        String reason = "";
        try {
            cpus = cpus.isEmpty() ? ThreadAffinity.allowed() : cpus;
        } catch (OsMemoryException | LinkageError unknown) {
            reason = "this system does not tell CPUs apart";
            cpus.set(0);
        }
        boolean pinned = reason.isEmpty();
        cpus.stream().forEach(cpu -> players.add(new Thread(() -> play(pinned ? cpu : -1), "perch-prewarm-" + cpu)));
        players.forEach(Thread::start);
        long misses = conduct(players.size());
        players.forEach(Rehearsal::join);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (misses > 0 && reason.isEmpty()) {
            reason = "the caches do not hold so much: see perch.slab.bytes, now " + allocator.config().slabBytes();
        }
        return new Prewarm.Result(players.size(), misses, reason);
    }

    /** Starts rounds until two had no misses; returns how many the last one had. */
    private long conduct(int players) {
        int quiet = 0;
        long misses = 0;
        try {
            for (int number = 1; number <= MOST_ROUNDS && quiet < QUIET_ROUNDS && failure.get() == null; number++) {
                long before = misses();
                arrived.set(0);
                round = number;
                while (arrived.get() < players) {
                    Thread.yield();
                }
                misses = misses() - before;
                quiet = misses == 0 ? quiet + 1 : 0;
            }
        } finally {
            over = true;
        }
        return misses;
    }

    private long misses() {
        PerchStats stats = allocator.stats();
        return stats.underflows() + stats.overflows();
    }

    private void play(int cpu) {
        int seen = 0;
        while (!over) {
            if (round == seen) {
                Thread.onSpinWait();
                continue;
            }
            seen = round;
            try {
                if (cpu >= 0 && seen == 1) {
                    ThreadAffinity.pin(cpu);
                }
                wanted.blocks().forEach(act::play);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            arrived.incrementAndGet();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
