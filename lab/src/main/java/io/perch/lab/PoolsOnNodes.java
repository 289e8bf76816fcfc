/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import io.perch.PerchAllocator;
import io.perch.Prewarm;
import io.perch.agrona.PerchBuffers;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks pools that belong to a chosen node and are prewarmed there, and buffers for Agrona: whichever CPU acquires and whichever
 * closes, the kernel has to confirm that the memory is on that node.
 */
public final class PoolsOnNodes {
    private static final int SMALL = 256;
    private static final int PAGES = 3 * 4096;
    private static final int EACH = 100;
    private static final int RING = 1 << 16;

    private PoolsOnNodes() {
    }

    /** Prints checks. */
    public static void main(String[] arguments) throws IOException {
        int misplaced = 0;
        int misplacedForAgrona = 0;
        long seen = 0;
        long misses = 0;
        String reasons = "";
        boolean withoutCpus = false;
        try (PerchAllocator perch = PerchAllocator.create()) {
            for (int node : Kernel.nodes()) {
                if (Kernel.memoryOf(node) == 0) {
                    continue;
                }
                BufferPool pool = BufferPool.builder(perch).onNode(node).build();
                Prewarm.Result ready = pool.prewarm(Prewarm.of(SMALL, EACH));
                misses += ready.misses();
                reasons += ready.reason();
                withoutCpus |= ready.cpus() == 0;
                List<PooledBuffer> held = new ArrayList<>();
                for (int cpu : Kernel.cpus()) {
                    Kernel.pin(cpu);
                    // Buffers acquired on the previous CPU are closed on this one.
                    held.forEach(PooledBuffer::close);
                    held.clear();
                    for (int i = 0; i < EACH; i++) {
                        held.add(pool.acquire(i % 2 == 0 ? SMALL : PAGES));
                    }
                    misplaced += elsewhere(held, node);
                    seen += held.size();
                }
                held.forEach(PooledBuffer::close);
                misplacedForAgrona += agronaElsewhere(perch, node);
                pool.close();
            }
            Report.check("pools: nothing is left in use", perch.stats().inUse() == 0, "in use: " + perch.stats().inUse());
        }
        Report.check("pools: buffers are on the pool's node", seen > 0 && misplaced == 0, misplaced + " of " + seen + " are not");
        Report.check("pools: prewarmed, or it is said why not", misses == 0 && withoutCpus == reasons.contains("no CPU of node"),
                misses + " misses, " + reasons);
        Report.check("pools: Agrona's buffers are on their node", misplacedForAgrona == 0, misplacedForAgrona + " pages are not");
    }

    private static int elsewhere(List<PooledBuffer> buffers, int node) {
        long[] addresses = new long[buffers.size()];
        for (int i = 0; i < addresses.length; i++) {
            PooledBuffer buffer = buffers.get(i);
            buffer.byteBuffer().put(buffer.size() - 1, (byte) 1);
            addresses[i] = buffer.address() + buffer.size() - 1;
        }
        return Kernel.elsewhere(node, addresses);
    }

    private static int agronaElsewhere(PerchAllocator perch, int node) {
        PerchBuffers memory = new PerchBuffers(perch).onNode(node);
        UnsafeBuffer buffer = memory.allocate(RING);
        int count = Kernel.pagesElsewhere(buffer.addressOffset(), RING, node);
        memory.free(buffer);
        return count;
    }
}
