/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.arena.Arena;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.CpuSlabs;
import io.perch.stats.Counter;

/** Takes the statistics: locks the tiers behind the slabs from top to bottom, so that no block moves between them meanwhile. */
final class Snapshot {
    private final CpuSlabs slabs;
    private final BackEnd back;

    Snapshot(CpuSlabs slabs, BackEnd back) {
        this.slabs = slabs;
        this.back = back;
    }

    PerchStats take() {
        CpuSlabs.Snapshot front = new CpuSlabs.Snapshot();
        slabs.snapshot(front);
        lock();
        try {
            return count(front);
        } finally {
            unlock();
        }
    }

    /** In the order in which an allocation takes them, so that nobody waits in a circle. */
    private void lock() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            back.transfer[sizeClass].lock();
        }
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            back.central[sizeClass].lock();
        }
    }

    private void unlock() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            back.central[sizeClass].unlock();
            back.transfer[sizeClass].unlock();
        }
    }

    private PerchStats count(CpuSlabs.Snapshot front) {
        long inSlabs = 0;
        long inTransfer = 0;
        long inSpans = 0;
        long blockBytes = 0;
        long spanBytes = 0;
        long doubleFrees = 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            long size = SizeClasses.size(sizeClass);
            long blocks = back.central[sizeClass].spanBlocks();
            long central = back.central[sizeClass].freeBlocks();
            long transfer = back.transfer[sizeClass].count();
            // Slabs change while they are counted: a block that is popped here and pushed there may be seen twice.
            long slab = Math.min(slabs.count(sizeClass), blocks - central - transfer);
            inSlabs += slab * size;
            inTransfer += transfer * size;
            inSpans += central * size;
            blockBytes += blocks * size;
            spanBytes += blocks / SizeClasses.spanBlocks(sizeClass) * SizeClasses.spanPages(sizeClass) * SizeClasses.PAGE_SIZE;
            doubleFrees += back.central[sizeClass].doubleFrees();
        }
        Arena.Snapshot arena = new Arena.Snapshot();
        back.arena.snapshot(arena);
        long tails = spanBytes - blockBytes;
        return new PerchStats()
                .set(Counter.IN_USE, arena.usedBytes - tails - inSlabs - inTransfer - inSpans)
                .set(Counter.CACHED_IN_SLABS, inSlabs)
                .set(Counter.CACHED_IN_TRANSFER, inTransfer)
                .set(Counter.CACHED_IN_SPANS, inSpans)
                .set(Counter.SPAN_TAILS, tails)
                .set(Counter.FREE_PAGES, arena.freeBytes)
                .set(Counter.METADATA, front.metadataBytes)
                .set(Counter.COMMITTED, arena.usedBytes + arena.freeBytes + front.metadataBytes)
                .set(Counter.PEAK_COMMITTED, back.limit.peak())
                .set(Counter.RELEASED, arena.releasedBytes)
                .set(Counter.RESERVED, arena.reservedBytes)
                .set(Counter.SOFT_LIMIT, back.limit.soft())
                .set(Counter.HARD_LIMIT, back.limit.hard())
                .set(Counter.CACHES, front.caches)
                .set(Counter.SLAB_BUDGET, front.budgetBytes)
                .set(Counter.SLAB_AVAILABLE, front.availableBytes)
                .set(Counter.SLAB_CAPACITY, front.capacityBytes)
                .set(Counter.UNDERFLOWS, front.underflows)
                .set(Counter.OVERFLOWS, front.overflows)
                .set(Counter.RELEASE_FAILURES, arena.releaseFailures)
                .set(Counter.DOUBLE_FREES, doubleFrees)
                .set(Counter.REMOTE_OPERATIONS, front.remoteOperations ? 1 : 0);
    }
}
