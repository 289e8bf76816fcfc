/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.arena.Arena;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.CpuSlabs;

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
        long inUse = arena.usedBytes - tails - inSlabs - inTransfer - inSpans;
        return new PerchStats(inUse, inSlabs, inTransfer, inSpans, tails, arena.freeBytes, front.metadataBytes,
                arena.usedBytes + arena.freeBytes + front.metadataBytes, back.limit.peak(), arena.releasedBytes,
                arena.reservedBytes, back.limit.soft(), back.limit.hard(), front.caches, front.budgetBytes,
                front.availableBytes, front.capacityBytes, front.underflows, front.overflows, arena.releaseFailures,
                doubleFrees, front.remoteOperations);
    }
}
