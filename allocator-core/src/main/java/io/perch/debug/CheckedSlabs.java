/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import io.perch.sync.SpareStack;
import java.util.function.IntPredicate;

/**
 * A front end for adapters that know their size classes: in checked mode, what they take is noted, and what they give is poisoned
 * and held back. They check bounds themselves, so there are no red zones.
 */
final class CheckedSlabs extends FrontEndBefore {
    private final CheckedBlocks checked;

    CheckedSlabs(FrontEnd inner, CheckedBlocks checked) {
        super(inner);
        this.checked = checked;
    }

    @Override
    public long pop(int sizeClass) {
        SpareStack.requireMore();
        return checked.handOut(sizeClass, inner.pop(sizeClass));
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.requireMore();
        return checked.handOut(sizeClass, inner.refill(sizeClass));
    }

    /** Always takes the block; what it evicts goes to the caches behind. */
    @Override
    public boolean push(int sizeClass, long block) {
        checked.free(block);
        return true;
    }

    @Override
    public void overflow(int sizeClass, long block) {
        push(sizeClass, block);
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        checked.flush();
        super.drain(sizeClasses);
    }

    @Override
    public void close() {
        checked.close();
        super.close();
    }

    @Override
    public void snapshot(Snapshot into) {
        super.snapshot(into);
        checked.snapshot(into);
    }

    @Override
    public long quarantined(int partition) {
        return checked.quarantined(partition);
    }
}
