/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.stats.PartitionCounts;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is local and what is not, for each partition, where that is not counted in a slab. For any thread. */
public final class NumaTraffic {
    private final LongAdder[] localAllocations;
    private final LongAdder[] remoteAllocations;
    private final LongAdder[] localFrees;
    private final LongAdder[] remoteFrees;
    private final LongAdder[] flushedBytes;

    /** @param partitions how many */
    public NumaTraffic(int partitions) {
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

    /** A block of {@code partition} was handed to a thread at {@code user}. */
    public void allocated(int partition, int user) {
        (partition == user ? localAllocations : remoteAllocations)[partition].increment();
    }

    /** A block of {@code partition} was freed by a thread at {@code user}. */
    public void freed(int partition, int user) {
        (partition == user ? localFrees : remoteFrees)[partition].increment();
    }

    /** What a slab of {@code partition} has counted is counted here from now on. */
    void add(int partition, long allocations, long frees) {
        localAllocations[partition].add(allocations);
        localFrees[partition].add(frees);
    }

    /** Blocks came home that threads elsewhere had freed, and that were not counted as freed yet. */
    void cameHome(int partition, int sizeClass, int blocks) {
        remoteFrees[partition].add(blocks);
        flushedBytes[partition].add((long) blocks * SizeClasses.size(sizeClass));
    }

    /** A block came home at once that was counted as freed elsewhere. */
    void cameHomeAlone(int partition, long bytes) {
        flushedBytes[partition].add(bytes);
    }

    /** What was counted so far. */
    public PartitionCounts counts(int partition) {
        return new PartitionCounts(localAllocations[partition].sum(), remoteAllocations[partition].sum(),
                localFrees[partition].sum(),
                remoteFrees[partition].sum(), flushedBytes[partition].sum());
    }
}
