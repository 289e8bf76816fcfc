/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.rseq.IndexMode;
import io.perch.rseq.LocationCalls;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabCalls;
import io.perch.rseq.SlabLayout;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.SpanMap;
import io.perch.stats.PartitionCounts;
import io.perch.topology.Partitions;
import io.perch.transfer.TransferCache;

/**
 * Slabs where memory is at partition on several nodes. The own lists of a slab have blocks of its partition only, so that what a
 * thread pops is near it, also at the first call after it was moved. A block of another partition goes to the list of that
 * partition, and with a batch of others to the transfer cache there. Which of the two it is is decided inside the critical section,
 * where the thread cannot move.
 *
 * <p>A class of its own, so that with one partition nothing of this is on any path.
 */
public final class PartitionedRseqSlabs extends RseqSlabs {
    private final IndexMode mode;
    private final Partitions partitions;
    private final SpanMap spans;
    private final LocationCalls location;
    private final long base;
    private final int partitionShift;

    /**
     * @param platform where the mode is supported
     * @param nodes    how many node numbers there can be
     * @param limit    what slab memory is charged to
     * @param budget   the most bytes of free blocks that a slab may hold
     * @param partitions    which CPU and which node is where
     * @param transfer where blocks come from and go to, by partition and size class
     * @param spans    of all blocks
     * @param space    where all blocks are
     * @param traffic  where is counted what the slabs do not count
     * @throws io.perch.os.OsMemoryException if the system has no memory for the slab table
     */
    public PartitionedRseqSlabs(NativePlatform platform, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            Partitions partitions,
            TransferCache[][] transfer, SpanMap spans, ReservedSpace space, NumaTraffic traffic) {
        super(platform, platform.homeCalls(mode), mode, nodes, limit, budget, transfer, traffic);
        this.mode = mode;
        this.partitions = partitions;
        this.spans = spans;
        this.location = platform.locationCalls();
        this.base = space.base();
        this.partitionShift = space.partitionShift();
    }

    @Override
    public boolean push(int sizeClass, long block) {
        return calls.push(table, lists(sizeClass, block), block) > 0;
    }

    @Override
    int partitionOf(long block) {
        return (int) (block - base >>> partitionShift);
    }

    @Override
    int partitionOfIndex(int index) {
        return mode == IndexMode.CPU ? partitions.ofCpu(index) : partitions.ofNode(index >>> SlabLayout.NODE_SHIFT);
    }

    @Override
    int lists(int sizeClass, long block) {
        return sizeClass | SlabGeometry.firstList(partitionOf(block)) + sizeClass << SlabLayout.LIST_SHIFT;
    }

    @Override
    FrontEnd makeStripes(long budget) {
        return new PartitionedStripedSlabs(Runtime.getRuntime().availableProcessors(), budget, transfer, spans,
                () -> partitions.ofCpu(location.cpu()), traffic);
    }

    @Override
    public int partition() {
        int index = index();
        return index == SlabCalls.UNREGISTERED ? partitions.ofCpu(location.cpu()) : partitionOfIndex(index);
    }

    /** A block that does not come out of a slab is counted here. */
    @Override
    public long refill(int sizeClass) {
        long block = super.refill(sizeClass);
        if (block > 0 && index() != SlabCalls.UNREGISTERED) {
            traffic.allocated(partitionOf(block), partitionOf(block));
        }
        return block;
    }

    @Override
    void putOne(int sizeClass, long block, int index) {
        int partition = partitionOf(block);
        int user = partitionOfIndex(index);
        traffic.freed(partition, user);
        if (partition != user) {
            traffic.cameHomeAlone(partition, SizeClasses.size(sizeClass));
        }
        transfer[partition][sizeClass].putOne(block);
    }

    @Override
    void retired(Slab slab) {
        traffic.add(slab.partition(), slab.allocations(), slab.localFrees());
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (int partition = 0; partition < transfer.length; partition++) {
            count += count(partition, sizeClass);
        }
        return count;
    }

    @Override
    public long count(int partition, int sizeClass) {
        long count = countInStripes(partition, sizeClass);
        for (Slab slab : populated()) {
            count += slab.partition() == partition ? slab.count(sizeClass) : 0;
            count += slab.count(SlabGeometry.firstList(partition) + sizeClass);
        }
        return count;
    }

    /** Remote frees are counted when they come home; those that are on their way are where they are. */
    @Override
    public PartitionCounts counts(int partition) {
        long allocations = 0;
        long frees = 0;
        long onTheirWay = 0;
        for (Slab slab : populated()) {
            if (slab.partition() == partition) {
                allocations += slab.allocations();
                frees += slab.localFrees();
            }
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                onTheirWay += slab.count(SlabGeometry.firstList(partition) + sizeClass);
            }
        }
        return traffic.counts(partition).plus(new PartitionCounts(allocations, 0, frees, onTheirWay, 0));
    }
}
