/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabMemory;
import io.perch.span.BlockBatch;
import java.util.function.IntPredicate;

/** The lists of a stopped slab, which nobody else can change. */
final class StoppedLists implements ListAccess {
    private final TransferTier tier;

    StoppedLists(TransferTier tier) {
        this.tier = tier;
    }

    @Override
    public boolean resize(Slab slab, int list, int slots) {
        SlabMemory memory = slab.memory();
        memory.setEnd(list, memory.end(list) + slots);
        return true;
    }

    /** Sends batches until that many blocks are gone or the list is empty. */
    @Override
    public void evict(Slab slab, int list, int blocks) {
        int staying = Math.max(0, slab.count(list) - blocks);
        while (slab.count(list) > staying) {
            BlockBatch batch = tier.begin(slab.batch, SlabGeometry.sizeClass(list));
            take(slab, list, batch, Math.min(slab.count(list) - staying, BlockBatch.CAPACITY));
            tier.send(batch, list);
        }
    }

    /** Moves blocks into an empty batch. They change hands in two stores, the first of which is the one that needs more stack. */
    private static void take(Slab slab, int list, BlockBatch batch, int blocks) {
        SlabMemory memory = slab.memory();
        int current = memory.current(list);
        for (int i = 0; i < blocks; i++) {
            batch.write(i, memory.block(current - 1 - i));
        }
        memory.setCurrent(list, current - blocks);
        batch.filled(blocks);
    }

    /** Sends what is due from all lists, and what a failed call left in the slab's batch; returns how many blocks. */
    int giveBackSurplus(Slab slab) {
        int sent = slab.batch.count();
        tier.begin(slab.batch, 0);
        while (slab.surplus.isDue()) {
            int list = slab.surplus.nextDue();
            int before = slab.count(list);
            evict(slab, list, slab.surplus.takeDue(list));
            sent += before - slab.count(list);
        }
        return sent;
    }

    /**
     * Sends home all blocks of some size classes of a slab, and what a failed call left in its batch. Memory that was given back
     * stays untouched.
     */
    void empty(Slab slab, IntPredicate sizeClasses) {
        tier.begin(slab.batch, 0);
        for (int list = 0; list < slab.lists(); list++) {
            if (sizeClasses.test(SlabGeometry.sizeClass(list))) {
                evict(slab, list, slab.count(list));
            }
        }
    }
}
