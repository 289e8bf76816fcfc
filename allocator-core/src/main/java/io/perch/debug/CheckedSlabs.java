/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import io.perch.stats.PartitionCounts;

/**
 * A front end for adapters that know their size classes: in checked mode, what they take is noted, and what they give is poisoned
 * and held back. They check bounds themselves, so there are no red zones.
 */
final class CheckedSlabs extends FrontEnd {
    private final FrontEnd inner;
    private final CheckedBlocks checked;

    CheckedSlabs(FrontEnd inner, CheckedBlocks checked) {
        this.inner = inner;
        this.checked = checked;
    }

    @Override
    public long pop(int sizeClass) {
        return checked.handOut(sizeClass, inner.pop(sizeClass));
    }

    @Override
    public long refill(int sizeClass) {
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
    public void drain() {
        checked.flush();
        inner.drain();
    }

    @Override
    public int drainIdle(long now, long idleNanos) {
        return inner.drainIdle(now, idleNanos);
    }

    @Override
    public void watch() {
        inner.watch();
    }

    @Override
    public int giveBackSurplus() {
        return inner.giveBackSurplus();
    }

    @Override
    public boolean balance() {
        return inner.balance();
    }

    @Override
    public void close() {
        checked.close();
        inner.close();
    }

    @Override
    public long count(int sizeClass) {
        return inner.count(sizeClass);
    }

    @Override
    public long count(int partition, int sizeClass) {
        return inner.count(partition, sizeClass);
    }

    @Override
    public int partition() {
        return inner.partition();
    }

    @Override
    public PartitionCounts counts(int partition) {
        return inner.counts(partition);
    }

    @Override
    public void snapshot(Snapshot into) {
        inner.snapshot(into);
    }
}
