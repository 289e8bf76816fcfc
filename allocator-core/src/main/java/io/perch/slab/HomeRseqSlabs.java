/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.SlabCalls;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.SpanMap;
import io.perch.topology.Homes;
import io.perch.transfer.TransferCache;

/**
 * Slabs where memory is at home on several nodes. The own lists of a slab have blocks of its home only, so that what a thread pops
 * is near it, also at the first call after it was moved. A block of another home goes to the list of that home, and with a batch of
 * others to the transfer cache there. Which of the two it is is decided inside the critical section, where the thread cannot move.
 *
 * <p>A class of its own, so that with one home nothing of this is on any path.
 */
public final class HomeRseqSlabs extends RseqSlabs {
    private final IndexMode mode;
    private final Homes homes;
    private final SpanMap spans;
    private final LocationCalls location;
    private final long base;
    private final int homeShift;

    /**
     * @param platform where the mode is supported
     * @param nodes    how many node numbers there can be
     * @param limit    what slab memory is charged to
     * @param budget   the most bytes of free blocks that a slab may hold
     * @param homes    which CPU and which node is where
     * @param transfer where blocks come from and go to, by home and size class
     * @param spans    of all blocks
     * @param space    where all blocks are
     * @param traffic  where is counted what the slabs do not count
     * @throws io.perch.os.OsMemoryException if the system has no memory for the slab table
     */
    public HomeRseqSlabs(NativePlatform platform, IndexMode mode, int nodes, MemoryLimit limit, long budget, Homes homes,
            TransferCache[][] transfer, SpanMap spans, ReservedSpace space, HomeTraffic traffic) {
        super(platform, platform.partitionedCalls(mode), mode, nodes, limit, budget, transfer, traffic);
        this.mode = mode;
        this.homes = homes;
        this.spans = spans;
        this.location = platform.locationCalls();
        this.base = space.base();
        this.homeShift = space.homeShift();
    }

    @Override
    public boolean push(int sizeClass, long block) {
        return calls.push(table, lists(sizeClass, block), block) > 0;
    }

    @Override
    int homeOf(long block) {
        return (int) (block - base >>> homeShift);
    }

    @Override
    int homeOfIndex(int index) {
        return mode == IndexMode.CPU ? homes.ofCpu(index) : homes.ofNode(index >>> SlabLayout.NODE_SHIFT);
    }

    @Override
    int lists(int sizeClass, long block) {
        return sizeClass | SlabGeometry.firstList(homeOf(block)) + sizeClass << SlabLayout.LIST_SHIFT;
    }

    @Override
    CpuSlabs makeStripes(long budget) {
        return new HomeStripedSlabs(Runtime.getRuntime().availableProcessors(), budget, transfer, spans,
                () -> homes.ofCpu(location.cpu()), traffic);
    }

    @Override
    public int home() {
        int index = index();
        return index == SlabCalls.UNREGISTERED ? homes.ofCpu(location.cpu()) : homeOfIndex(index);
    }

    /** A block that does not come out of a slab is counted here. */
    @Override
    public long refill(int sizeClass) {
        long block = super.refill(sizeClass);
        if (block > 0 && index() != SlabCalls.UNREGISTERED) {
            traffic.allocated(homeOf(block), homeOf(block));
        }
        return block;
    }

    @Override
    void putOne(int sizeClass, long block, int index) {
        int home = homeOf(block);
        int user = homeOfIndex(index);
        traffic.freed(home, user);
        if (home != user) {
            traffic.cameHomeAlone(home, SizeClasses.size(sizeClass));
        }
        transfer[home][sizeClass].putOne(block);
    }

    @Override
    void retired(Slab slab) {
        traffic.add(slab.home(), slab.allocations(), slab.localFrees());
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (int home = 0; home < transfer.length; home++) {
            count += count(home, sizeClass);
        }
        return count;
    }

    @Override
    public long count(int home, int sizeClass) {
        long count = countInStripes(home, sizeClass);
        for (Slab slab : populated()) {
            count += slab.home() == home ? slab.count(sizeClass) : 0;
            count += slab.count(SlabGeometry.firstList(home) + sizeClass);
        }
        return count;
    }

    /** Remote frees are counted when they come home; those that are on their way are where they are. */
    @Override
    public HomeCounts counts(int home) {
        long allocations = 0;
        long frees = 0;
        long onTheirWay = 0;
        for (Slab slab : populated()) {
            if (slab.home() == home) {
                allocations += slab.allocations();
                frees += slab.localFrees();
            }
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                onTheirWay += slab.count(SlabGeometry.firstList(home) + sizeClass);
            }
        }
        return traffic.counts(home).plus(new HomeCounts(allocations, 0, frees, onTheirWay, 0));
    }
}
