/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.rseq.call.SlabCalls;

/**
 * Calls in mode notify for a test with one slab for all indexes: the slab belongs to whatever index the thread has. A call that
 * gives up because the thread has moved meanwhile has changed nothing, and is made again.
 */
final class LentSlab extends SlabCalls {
    private final SlabCalls calls;
    private final MappedSlab slab;

    LentSlab(SlabCalls calls, MappedSlab slab) {
        this.calls = calls;
        this.slab = slab;
    }

    private void lend(long table) {
        if (!slab.isShut()) {
            slab.open(calls.index(), table);
        }
    }

    @Override
    public long pop(long table, int sizeClass) {
        long block;
        do {
            lend(table);
            block = calls.pop(table, sizeClass);
        } while (block == ABORTED);
        return block;
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        int result;
        do {
            lend(table);
            result = calls.push(table, sizeClass, block);
        } while (result == ABORTED);
        return result;
    }

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        return calls.popBatch(table, sizeClass, target, count);
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        return calls.pushBatch(table, sizeClass, source, count);
    }

    @Override
    public int grow(long table, int sizeClass, int index, int count) {
        return calls.grow(table, sizeClass, index, count);
    }

    @Override
    public int index() {
        return calls.index();
    }
}
