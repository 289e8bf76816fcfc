/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.stats.PartitionCounts;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is local and what is not, for each partition. Slabs count their pops and pushes themselves, within the critical
 * section; everything else is counted here, and {@link #counts(int, Slab[])} puts both together. With one partition nothing is
 * counted, because everything is local. For any thread.
 */
public final class NumaTraffic {
    private final boolean counting;
    private final LongAdder[] localAllocations;
    private final LongAdder[] remoteAllocations;
    private final LongAdder[] localFrees;
    private final LongAdder[] remoteFrees;
    private final LongAdder[] flushedBytes;

    /** @param partitions how many */
    public NumaTraffic(int partitions) {
        counting = partitions > 1;
        localAllocations = adders(partitions);
        remoteAllocations = adders(partitions);
        localFrees = adders(partitions);
        remoteFrees = adders(partitions);
        flushedBytes = adders(partitions);
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    /** An adder may need heap, and the counting thread has a block in its hand: no count is worth losing that. */
    private void add(LongAdder adder, long amount) {
        if (!counting) {
            return;
        }
        try {
            adder.add(amount);
        } catch (OutOfMemoryError | StackOverflowError uncounted) {
            return;
        }
    }

    /** A block of {@code partition} was handed to a thread in partition {@code user}. */
    public void allocated(int partition, int user) {
        add((partition == user ? localAllocations : remoteAllocations)[partition], 1);
    }

    /** A block of {@code partition} was freed by a thread in partition {@code user}. */
    public void freed(int partition, int user) {
        add((partition == user ? localFrees : remoteFrees)[partition], 1);
    }

    /** Like {@link #freed}, for a block that was put where blocks of its partition are. */
    void freedAndHome(int partition, int user, int sizeClass) {
        freed(partition, user);
        if (partition != user) {
            add(flushedBytes[partition], SizeClasses.size(sizeClass));
        }
    }

    /** Blocks came home that threads elsewhere had freed, and that were not yet counted as freed. */
    void cameHome(int partition, int sizeClass, int blocks) {
        add(remoteFrees[partition], blocks);
        add(flushedBytes[partition], (long) blocks * SizeClasses.size(sizeClass));
    }

    /** What a slab of {@code partition} has counted is counted here from now on. */
    void retired(int partition, long allocations, long frees) {
        add(localAllocations[partition], allocations);
        add(localFrees[partition], frees);
    }

    /** What was counted here so far. */
    PartitionCounts counts(int partition) {
        return new PartitionCounts(localAllocations[partition].sum(), remoteAllocations[partition].sum(),
                localFrees[partition].sum(), remoteFrees[partition].sum(), flushedBytes[partition].sum());
    }

    /**
     * What was counted here and in slabs. Remote frees are counted when they come home; those on their way are counted where they
     * are.
     */
    PartitionCounts counts(int partition, Slab[] slabs) {
        if (!counting) {
            return PartitionCounts.NONE;
        }
        long allocations = 0;
        long frees = 0;
        long onTheirWay = 0;
        for (Slab slab : slabs) {
            if (slab.partition() == partition) {
                allocations += slab.memory().allocations();
                frees += slab.memory().localFrees();
            }
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                onTheirWay += slab.onTheirWay(partition, sizeClass);
            }
        }
        return counts(partition).plus(new PartitionCounts(allocations, 0, frees, onTheirWay, 0));
    }
}
