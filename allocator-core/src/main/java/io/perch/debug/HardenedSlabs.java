/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import io.perch.span.BlockStates;
import io.perch.sync.SpareStack;

/** Caches of hardened mode: {@link Precautions} with a check alone, by the shortest way. */
final class HardenedSlabs extends FrontEndBefore {
    private final OwnerCheck check;
    /** The check's: each reference on the way there is loaded again after each native call. */
    private final BlockStates states;

    HardenedSlabs(FrontEnd inner, OwnerCheck check) {
        super(inner);
        this.check = check;
        this.states = check.states();
    }

    @Override
    public long pop(int sizeClass) {
        SpareStack.require();
        long block = inner.pop(sizeClass);
        return block <= 0 || states.use(sizeClass, block) || check.twoEntries(sizeClass, block) ? block : 0;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        SpareStack.require();
        if (!states.giveUp(sizeClass, block)) {
            throw check.refused(sizeClass, block);
        }
        return inner.push(sizeClass, block);
    }

    /** What cannot be done for want of stack leaves the block with its user. */
    @Override
    public void overflow(int sizeClass, long block) {
        try {
            SpareStack.requireMore();
        } catch (StackOverflowError full) {
            states.use(sizeClass, block);
            throw full;
        }
        super.overflow(sizeClass, block);
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
