/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.CpuSlabs;
import java.nio.ByteBuffer;

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

    /** A block's memory goes back to where it came from. */
    private final class OfClass implements CheckedBlock.Keeper {
        private final int sizeClass;

        OfClass(int sizeClass) {
            this.sizeClass = sizeClass;
        }

        @Override
        public ByteBuffer memory(long base) {
            return checks.memory(base);
        }

        @Override
        public int offset(long base) {
            return checks.offset(base);
        }

        @Override
        public void release(long base, long room) {
            inner.give(sizeClass, base);
        }
    }

    private long noted(int sizeClass, long block) {
        if (block > 0) {
            int size = SizeClasses.size(sizeClass);
            checks.add(new CheckedBlock(block, size, block, size, new OfClass(sizeClass)));
        }
        return block;
    }

    @Override
    public long pop(int sizeClass) {
        return noted(sizeClass, inner.pop(sizeClass));
    }

    @Override
    public long refill(int sizeClass) {
        return noted(sizeClass, inner.refill(sizeClass));
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
    public void snapshot(Snapshot into) {
        inner.snapshot(into);
    }
}
