/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import io.perch.stats.PartitionCounts;
import java.util.function.IntPredicate;

/** A front end before another one: what concerns caches as a whole goes on to that. */
abstract class FrontEndBefore extends FrontEnd {
    final FrontEnd inner;

    FrontEndBefore(FrontEnd inner) {
        this.inner = inner;
    }

    /** What had to be done before was done in {@link #push}. */
    @Override
    public void overflow(int sizeClass, long block) {
        inner.overflow(sizeClass, block);
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        inner.drain(sizeClasses);
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
    public long quarantined(int partition) {
        return inner.quarantined(partition);
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
