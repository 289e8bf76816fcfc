/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.BlockStates;
import io.perch.sync.SpareStack;

/**
 * Caches of hardened mode: {@link Precautions} with a check alone, by the shortest way. Between the caches and the state of a block
 * nothing is called, as a call can find the stack full: to ask for stack first took 12 of 27 ns a pair.
 */
final class HardenedSlabs extends FrontEndBefore {
    private final OwnerCheck check;
    /** The check's: each reference on the way there is loaded again after each native call. */
    private final byte[][] chunks;
    private final long base;

    HardenedSlabs(FrontEnd inner, OwnerCheck check) {
        super(inner);
        this.check = check;
        this.chunks = check.states().chunks();
        this.base = check.states().base();
    }

    @Override
    public long pop(int sizeClass) {
        long block = inner.pop(sizeClass);
        if (block <= 0) {
            return block;
        }
        long offset = block - base;
        byte[] chunk = chunks[(int) (offset >>> BlockStates.CHUNK_SHIFT)];
        int cell = (int) (offset >>> BlockStates.CELL_SHIFT) & BlockStates.CELLS - 1;
        if (chunk == null || chunk[cell] != 0) {
            return check.use(sizeClass, block) ? block : 0;
        }
        chunk[cell] = (byte) (sizeClass + 1);
        return block;
    }

    /** Makes room as well, as what the caches cannot take for want of stack stays with its user. Any address is allowed. */
    @Override
    public boolean push(int sizeClass, long block) {
        long offset = block - base;
        long index = offset >>> BlockStates.CHUNK_SHIFT;
        byte[] chunk = index < chunks.length ? chunks[(int) index] : null;
        int cell = (int) (offset >>> BlockStates.CELL_SHIFT) & BlockStates.CELLS - 1;
        if (chunk == null || chunk[cell] != sizeClass + 1 || (block & SizeClasses.ALIGNMENT - 1) != 0) {
            check.giveUp(sizeClass, block);
        } else {
            chunk[cell] = 0;
        }
        try {
            if (!inner.push(sizeClass, block)) {
                SpareStack.requireMore();
                inner.overflow(sizeClass, block);
            }
            return true;
        } catch (StackOverflowError full) {
            chunks[(int) index][cell] = (byte) (sizeClass + 1);
            throw full;
        }
    }

    @Override
    public long refill(int sizeClass) {
        long block = inner.refill(sizeClass);
        while (block > 0 && !check.use(sizeClass, block)) {
            block = inner.refill(sizeClass);
        }
        return block;
    }
}
