/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.call.SlabCalls;
import io.perch.span.BlockBatch;

/**
 * The lists of slabs in use, changed by restartable sequences: always those of the CPU that the thread is on at that moment,
 * whichever slab it has locked.
 */
final class LiveLists implements ListAccess {
    private final SlabCalls calls;
    private final long table;
    private final TransferTier tier;

    LiveLists(SlabCalls calls, long table, TransferTier tier) {
        this.calls = calls;
        this.table = table;
        this.tier = tier;
    }

    /** Does nothing if the thread is no longer on that slab. */
    @Override
    public boolean resize(Slab slab, int list, int slots) {
        return calls.grow(table, list, slab.index(), slots) > 0;
    }

    /** Sends one batch at most. */
    @Override
    public void evict(Slab slab, int list, int blocks) {
        if (blocks == 0) {
            return;
        }
        BlockBatch batch = tier.begin(slab.batch, SlabGeometry.sizeClass(list));
        int popped = calls.popBatch(table, list, batch.address(), Math.min(blocks, BlockBatch.CAPACITY));
        if (popped > 0) {
            batch.filled(popped);
            tier.send(batch, list);
        }
    }
}
