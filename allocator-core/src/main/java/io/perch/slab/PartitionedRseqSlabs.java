/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.SlabCalls;
import io.perch.span.SpanMap;
import io.perch.stats.PartitionCounts;
import io.perch.topology.Partitions;
import io.perch.transfer.TransferCache;
import java.util.function.IntPredicate;

/**
 * Slabs where memory belongs to several partitions. A slab's own lists have only blocks of its partition, so that what a thread
 * pops is near it, even at the first call after it was moved. A block of another partition goes to the list for that partition, and
 * with a batch of others to the transfer cache there. Which list it is is decided inside the critical section, where the thread
 * cannot move.
 *
 * <p>These are {@link RseqSlabs} with another push. This is a class of its own, so that with one partition none of this is on the
 * hot path, and with several the hot path does not lead through {@link RseqSlabs}.
 */
public final class PartitionedRseqSlabs extends FrontEnd {
    private final SlabCalls calls;
    private final long table;
    private final long base;
    private final int partitionShift;
    private final RseqSlabs slabs;
    private final Partitioning partitioning;
    private final Partitions partitions;
    private final LocationCalls location;

    /**
     * @param platform   where the mode is supported
     * @param nodes      how many node numbers there can be
     * @param limit      what slab memory is charged to
     * @param budget     the most bytes of free blocks that a slab may hold
     * @param partitions which CPU and which node belongs to which
     * @param transfer   where blocks come from and go to, by partition and size class
     * @param spans      of all blocks
     * @param space      where all blocks are
     * @param traffic    counts what the slabs do not count
     * @throws io.perch.os.OsMemoryException if the system has no memory for the slab table
     */
    public PartitionedRseqSlabs(NativePlatform platform, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            Partitions partitions, TransferCache[][] transfer, SpanMap spans, ReservedSpace space, NumaTraffic traffic) {
        this.calls = platform.partitionedCalls(mode);
        this.location = platform.locationCalls();
        this.partitions = partitions;
        this.base = space.base();
        this.partitionShift = space.partitionShift();
        this.partitioning = new SeveralPartitions(mode, partitions, space);
        TransferTier tier = new TransferTier(transfer, partitioning, traffic);
        int cpus = Runtime.getRuntime().availableProcessors();
        this.slabs = new RseqSlabs(platform, calls, mode, nodes, limit, budget, tier, partitioning, traffic,
                () -> new PartitionedStripedSlabs(cpus, budget, transfer, spans, this::partitionOfCpu, traffic));
        this.table = slabs.table();
    }

    private int partitionOfCpu() {
        return partitions.ofCpu(location.cpu());
    }

    @Override
    public long pop(int sizeClass) {
        return calls.pop(table, sizeClass);
    }

    @Override
    public boolean push(int sizeClass, long block) {
        int partition = (int) (block - base >>> partitionShift);
        int result = calls.push(table, SeveralPartitions.lists(sizeClass, partition), block);
        return result > 0 || slabs.missed(result, sizeClass, block);
    }

    @Override
    public long refill(int sizeClass) {
        return slabs.refill(sizeClass);
    }

    @Override
    public void overflow(int sizeClass, long block) {
        slabs.overflow(sizeClass, block);
    }

    @Override
    public int partition() {
        int index = slabs.index();
        return index == SlabCalls.UNREGISTERED ? partitionOfCpu() : partitioning.ofIndex(index);
    }

    @Override
    public PartitionCounts counts(int partition) {
        return slabs.counts(partition);
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        slabs.drain(sizeClasses);
    }

    @Override
    public void watch() {
        slabs.watch();
    }

    @Override
    public int giveBackSurplus() {
        return slabs.giveBackSurplus();
    }

    @Override
    public boolean balance() {
        return slabs.balance();
    }

    @Override
    public void close() {
        slabs.close();
    }

    @Override
    public long count(int sizeClass) {
        return slabs.count(sizeClass);
    }

    @Override
    public long count(int partition, int sizeClass) {
        return slabs.count(partition, sizeClass);
    }

    @Override
    public void snapshot(Snapshot into) {
        slabs.snapshot(into);
    }
}
