/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;

/** Caches of hardened mode: {@link Precautions} with a check alone, by the shortest way. */
final class HardenedSlabs extends FrontEndBefore {
    private final OwnerCheck check;

    HardenedSlabs(FrontEnd inner, OwnerCheck check) {
        super(inner);
        this.check = check;
    }

    @Override
    public long pop(int sizeClass) {
        long block = inner.pop(sizeClass);
        return block <= 0 || check.use(sizeClass, block) ? block : 0;
    }

    @Override
    public boolean push(int sizeClass, long block) {
        check.giveUp(sizeClass, block);
        return inner.push(sizeClass, block);
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
