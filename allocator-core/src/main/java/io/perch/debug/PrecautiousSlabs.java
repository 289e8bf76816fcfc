/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import io.perch.sync.SpareStack;

/** Caches whose blocks are checked and overwritten with zeros, as far as that is wanted, on a stack that has room for it. */
final class PrecautiousSlabs extends FrontEndBefore {
    private final Precautions precautions;

    PrecautiousSlabs(FrontEnd inner, Precautions precautions) {
        super(inner);
        this.precautions = precautions;
    }

    @Override
    public long pop(int sizeClass) {
        SpareStack.require();
        return precautions.handOut(inner, sizeClass, inner.pop(sizeClass));
    }

    @Override
    public boolean push(int sizeClass, long block) {
        SpareStack.require();
        precautions.takeBack(inner, sizeClass, block);
        return inner.push(sizeClass, block);
    }

    /** What cannot be done for want of stack leaves the block with its user. */
    @Override
    public void overflow(int sizeClass, long block) {
        try {
            SpareStack.requireMore();
        } catch (StackOverflowError full) {
            precautions.leave(sizeClass, block);
            throw full;
        }
        super.overflow(sizeClass, block);
    }

    @Override
    public long refill(int sizeClass) {
        return precautions.take(inner, sizeClass, () -> inner.refill(sizeClass));
    }
}
