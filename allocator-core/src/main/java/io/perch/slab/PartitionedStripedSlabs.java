/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.span.SpanMap;
import io.perch.stats.PartitionCounts;
import io.perch.sync.SpareStack;
import io.perch.transfer.TransferCache;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/**
 * Stripes for each of several partitions: a thread takes from those of the partition that it is in, and gives a block to those of
 * the block's partition. So a block is never in a stripe of another partition, and needs no list of its own on the way there: a
 * stripe is behind a lock, whoever uses it.
 */
public final class PartitionedStripedSlabs extends FrontEnd {
    private final StripedSlabs[] partitions;
    private final SpanMap spans;
    private final IntSupplier location;
    private final NumaTraffic traffic;

    /**
     * @param cpus     how many threads can run at once
     * @param budget   the most bytes of free blocks per CPU
     * @param transfer where blocks come from and go to, by partition and size class
     * @param spans    tells the partition of a block
     * @param location tells the partition of the calling thread
     * @param traffic  where calls are counted
     */
    public PartitionedStripedSlabs(int cpus, long budget, TransferCache[][] transfer, SpanMap spans, IntSupplier location,
            NumaTraffic traffic) {
        this.partitions = new StripedSlabs[transfer.length];
        this.spans = spans;
        this.location = location;
        this.traffic = traffic;
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition] = new StripedSlabs(Math.max(1, cpus / partitions.length), budget, transfer[partition]);
        }
    }

    @Override
    public int partition() {
        return location.getAsInt();
    }

    @Override
    public long pop(int sizeClass) {
        int partition = partition();
        long block = partitions[partition].pop(sizeClass);
        try {
            if (block > 0) {
                traffic.allocated(partition, partition);
            }
        } catch (StackOverflowError uncounted) {
            return block;
        }
        return block;
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.require();
        int partition = partition();
        long block = partitions[partition].refill(sizeClass);
        if (block > 0) {
            traffic.allocated(partition, partition);
        }
        return block;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        int partition = spans.partitionOf(block);
        boolean pushed = partitions[partition].push(sizeClass, block);
        try {
            if (pushed) {
                traffic.freedAndHome(partition, partition(), sizeClass);
            }
        } catch (StackOverflowError uncounted) {
            return true;
        }
        return pushed;
    }

    @Override
    public void overflow(int sizeClass, long block) {
        SpareStack.require();
        int partition = spans.partitionOf(block);
        traffic.freedAndHome(partition, partition(), sizeClass);
        partitions[partition].overflow(sizeClass, block);
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        for (StripedSlabs stripes : partitions) {
            stripes.drain(sizeClasses);
        }
    }

    @Override
    public void watch() {
        for (StripedSlabs stripes : partitions) {
            stripes.watch();
        }
    }

    @Override
    public int giveBackSurplus() {
        int sent = 0;
        for (StripedSlabs stripes : partitions) {
            sent += stripes.giveBackSurplus();
        }
        return sent;
    }

    @Override
    public boolean balance() {
        return false;
    }

    @Override
    public void close() {
        for (StripedSlabs stripes : partitions) {
            stripes.close();
        }
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (int partition = 0; partition < partitions.length; partition++) {
            count += count(partition, sizeClass);
        }
        return count;
    }

    @Override
    public long count(int partition, int sizeClass) {
        return partitions[partition].count(sizeClass);
    }

    @Override
    public PartitionCounts counts(int partition) {
        return traffic.counts(partition);
    }

    @Override
    public void snapshot(Snapshot into) {
        for (StripedSlabs stripes : partitions) {
            stripes.snapshot(into);
        }
    }
}
