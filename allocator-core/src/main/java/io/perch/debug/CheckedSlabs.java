/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.CpuSlabs;
import io.perch.slab.HomeCounts;

/**
 * A front end for adapters that know their size classes: in checked mode, what they take is noted, and what they give is poisoned
 * and held back. They check bounds themselves, so there are no red zones.
 */
public final class CheckedSlabs extends CpuSlabs {
    private final CpuSlabs inner;
    private final Checks checks;

    CheckedSlabs(CpuSlabs inner, Checks checks) {
        this.inner = inner;
        this.checks = checks;
    }

    @Override
    public long pop(int sizeClass) {
        return checks.handOut(sizeClass, inner.pop(sizeClass));
    }

    @Override
    public long refill(int sizeClass) {
        return checks.handOut(sizeClass, inner.refill(sizeClass));
    }

    /** Always takes the block; what it evicts goes to the caches behind. */
    @Override
    public boolean push(int sizeClass, long block) {
        checks.free(block);
        return true;
    }

    @Override
    public void overflow(int sizeClass, long block) {
        push(sizeClass, block);
    }

    @Override
    public void drain() {
        checks.flush();
        inner.drain();
    }

    @Override
    public int drainIdle(long now, long idleNanos) {
        return inner.drainIdle(now, idleNanos);
    }

    @Override
    public boolean balance() {
        return inner.balance();
    }

    @Override
    public void close() {
        checks.close();
        inner.close();
    }

    @Override
    public long count(int sizeClass) {
        return inner.count(sizeClass);
    }

    @Override
    public long count(int home, int sizeClass) {
        return inner.count(home, sizeClass);
    }

    @Override
    public int home() {
        return inner.home();
    }

    @Override
    public HomeCounts counts(int home) {
        return inner.counts(home);
    }

    @Override
    public void snapshot(Snapshot into) {
        inner.snapshot(into);
    }
}
