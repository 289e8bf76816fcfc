/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.span.BlockBatch;
import io.perch.transfer.TransferCache;

/** The transfer caches behind a front end: leads each batch to the one of its partition and size class. For any thread. */
final class TransferTier {
    private final TransferCache[][] caches;
    private final Partitioning partitioning;
    private final NumaTraffic traffic;

    /**
     * @param caches  by partition and size class
     * @param traffic counts what comes from elsewhere
     */
    TransferTier(TransferCache[][] caches, Partitioning partitioning, NumaTraffic traffic) {
        this.caches = caches;
        this.partitioning = partitioning;
        this.traffic = traffic;
    }

    /** For one partition. */
    TransferTier(TransferCache[] caches) {
        this(new TransferCache[][] {caches}, Partitioning.ONE, new NumaTraffic(1));
    }

    int partitions() {
        return caches.length;
    }

    TransferCache cache(int partition, int sizeClass) {
        return caches[partition][sizeClass];
    }

    /**
     * Starts a use of a batch. What a failed call left in it goes home first; until then those blocks are in no count.
     *
     * @return the batch, empty
     */
    BlockBatch begin(BlockBatch batch, int sizeClass) {
        if (batch.count() > 0) {
            put(batch);
        }
        return batch.begin(sizeClass);
    }

    /** Sends home a batch that was in a list. */
    void send(BlockBatch batch, int list) {
        if (SlabGeometry.destination(list) >= 0) {
            traffic.cameHome(partitioning.ofBlock(batch.last()), batch.sizeClass(), batch.count());
        }
        put(batch);
    }

    /**
     * Sends home what is left in a batch that came from here. It does not fail for want of heap or stack: what could not be sent
     * stays, and goes with the next use of the batch. So it can be called in a finally block, and nothing has to be undone for it.
     */
    void putBack(BlockBatch batch) {
        if (batch.count() == 0) {
            return;
        }
        try {
            home(batch).putBack(batch);
        } catch (OutOfMemoryError | StackOverflowError kept) {
            return;
        }
    }

    /** The blocks of a batch are of one partition, which may not be that of the slab: a thread may be moved while it fills one. */
    private void put(BlockBatch batch) {
        home(batch).put(batch);
    }

    private TransferCache home(BlockBatch batch) {
        return cache(partitioning.ofBlock(batch.last()), batch.sizeClass());
    }

    /** As {@link TransferCache#isShrinking}. */
    boolean isShrinking(int partition, int sizeClass) {
        return cache(partition, sizeClass).isShrinking();
    }

    /** As {@link TransferCache#freedTwice}. */
    IllegalArgumentException freedTwice(int sizeClass, long block) {
        return cache(partitioning.ofBlock(block), sizeClass).freedTwice(block);
    }

    /** Takes one block of a partition, for a thread of that partition; 0 if memory is short. */
    long takeOne(int partition, int sizeClass) {
        return cache(partition, sizeClass).takeOne();
    }

    /** Takes back a block that a thread in partition {@code user} freed and no slab took. The block is here even if this fails. */
    void putOne(int sizeClass, long block, int user) {
        int partition = partitioning.ofBlock(block);
        try {
            cache(partition, sizeClass).putOne(block);
        } finally {
            traffic.freedAndHome(partition, user, sizeClass);
        }
    }
}
