/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lincheck;

import io.perch.os.OsMemory;
import java.nio.ByteBuffer;

/** Addresses without memory behind them: the tiers never look into a block. */
final class Addresses implements OsMemory {
    private static final long BASE = 1L << 40;
    private static final long PAGE = 4096;

    @Override
    public long pageSize() {
        return PAGE;
    }

    @Override
    public long reserve(long bytes, long alignment, String name) {
        return BASE;
    }

    @Override
    public void commit(long address, long bytes) {
        // there is nothing to commit
    }

    @Override
    public void release(long address, long bytes) {
        // there is nothing to release
    }

    @Override
    public void unmap(long address, long bytes) {
        // there is nothing to unmap
    }

    @Override
    public void seal(long address, long bytes, String name) {
        // there is nothing to seal
    }

    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        // there is nothing to bind
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        // there is nothing to advise
    }

    @Override
    public void commitHugePages(long address, long bytes) {
        // there is nothing to commit
    }

    @Override
    public void populate(long address, long bytes) {
        // there is nothing to populate
    }

    @Override
    public void lock(long address, long bytes) {
        // there is nothing to lock
    }

    @Override
    public void unlock(long address, long bytes) {
        // there is nothing to unlock
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        return new int[addresses.length];
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return ByteBuffer.allocate(0);
    }
}
