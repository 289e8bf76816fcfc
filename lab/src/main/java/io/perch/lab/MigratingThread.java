/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import io.perch.PerchAllocator;
import io.perch.span.Span;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A thread that allocates on one CPU after another and checks each block: does it belong to the node that the thread is on, and is
 * its memory where the allocator says it is? A thread that others move cannot check the first.
 */
final class MigratingThread implements Runnable {
    private static final int STAY = 50;
    private static final int LOOK = 256;
    private static final int LARGE = 300_000;

    private final PerchAllocator perch;
    private final AtomicLongArray exchange;
    private final long count;
    private final boolean free;
    private final List<Integer> cpus;
    private final int[] nodes;
    private final SplittableRandom random;
    private final long[] addresses = new long[LOOK];
    private final int[] claims = new int[LOOK];
    private volatile int thread;
    private int waiting;
    private long blocks;
    private long foreign;
    private long misplaced;

    /** @param free whether it chooses its own CPUs */
    MigratingThread(PerchAllocator perch, AtomicLongArray exchange, long count, boolean free, List<Integer> cpus, int seed)
            throws IOException {
        this.perch = perch;
        this.exchange = exchange;
        this.count = count;
        this.free = free;
        this.cpus = cpus;
        this.random = new SplittableRandom(seed);
        this.nodes = new int[cpus.get(cpus.size() - 1) + 1];
        for (int cpu : cpus) {
            nodes[cpu] = Kernel.nearestMemory(Kernel.nodeOf(cpu));
        }
    }

    /** Called by another thread; does nothing if this one chooses its own CPUs, or is not running. */
    void moveTo(int cpu) {
        if (!free && thread != 0) {
            Kernel.pin(thread, cpu);
        }
    }

    long blocks() {
        return blocks;
    }

    /** How many blocks belonged to another node than the one the thread was on. */
    long foreign() {
        return foreign;
    }

    /** How many blocks had their memory on another node than the one they belonged to. */
    long misplaced() {
        return misplaced;
    }

    @Override
    public void run() {
        thread = Kernel.thread();
        int cpu = 0;
        while (blocks < count) {
            if (free && blocks % STAY == 0) {
                cpu = cpus.get(random.nextInt(cpus.size()));
                Kernel.pin(cpu);
            }
            long block = allocate(cpu);
            long before = exchange.getAndSet(random.nextInt(exchange.length()), block);
            if (before != 0) {
                perch.free(before);
            }
        }
        thread = 0;
    }

    /** No memory goes back to the system meanwhile, so the kernel can be asked about many blocks at once. */
    private long allocate(int cpu) {
        int size = 1 + (random.nextInt(500) == 0 ? LARGE : random.nextInt(1 << 5 + random.nextInt(11)));
        long block = perch.allocate(size);
        int node = perch.nodesOf(block).get(0);
        blocks++;
        foreign += free && node != nodes[cpu] ? 1 : 0;
        Span span = perch.spanOf(block);
        long touched = block + random.nextInt(size);
        span.memory().put((int) (touched - span.address()), (byte) 1);
        addresses[waiting] = touched;
        claims[waiting] = node;
        waiting++;
        if (waiting == LOOK || blocks == count) {
            look();
        }
        return block;
    }

    private void look() {
        int[] places = Kernel.nodesOf(Arrays.copyOf(addresses, waiting));
        for (int i = 0; i < waiting; i++) {
            misplaced += places[i] == claims[i] ? 0 : 1;
        }
        waiting = 0;
    }
}
