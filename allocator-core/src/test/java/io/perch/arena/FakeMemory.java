/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import java.nio.ByteBuffer;

/** Address space without memory, for tiers that never touch what they manage; it fails on demand, and knows what is committed. */
public class FakeMemory implements OsMemory {
    private static final int ENOMEM = 12;

    /** Bytes committed and not released. */
    public long committed;
    /** Bytes reserved and not unmapped. */
    public long reserved;
    /** Whether {@link #commit} fails. */
    public boolean refuseCommit;
    /** Whether {@link #release} fails. */
    public boolean refuseRelease;

    private final long pageSize;
    private long next = 1L << 40;

    /** @param pageSize of the operating system that this one pretends to be */
    public FakeMemory(long pageSize) {
        this.pageSize = pageSize;
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public long reserve(long bytes, long alignment, String name) {
        long address = next + alignment - 1 & -alignment;
        next = address + bytes + alignment;
        reserved += bytes;
        return address;
    }

    @Override
    public void commit(long address, long bytes) {
        requireAligned(address, bytes);
        if (refuseCommit) {
            throw new OsMemoryException("commit", ENOMEM, "Cannot allocate memory");
        }
        committed += bytes;
    }

    @Override
    public void release(long address, long bytes) {
        requireAligned(address, bytes);
        if (refuseRelease) {
            throw new OsMemoryException("release", ENOMEM, "Cannot allocate memory");
        }
        committed -= bytes;
    }

    private void requireAligned(long address, long bytes) {
        if (((address | bytes) & pageSize - 1) != 0) {
            throw new OsMemoryException("not a multiple of the page size", 22, "Invalid argument");
        }
    }

    @Override
    public void seal(long address, long bytes, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unmap(long address, long bytes) {
        reserved -= bytes;
    }

    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        requireAligned(address, bytes);
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        requireAligned(address, bytes);
    }

    @Override
    public void commitHugePages(long address, long bytes) {
        if (((address | bytes) & HUGE_PAGE - 1) != 0) {
            throw new OsMemoryException("not a multiple of a huge page", 22, "Invalid argument");
        }
        commit(address, bytes);
    }

    @Override
    public void populate(long address, long bytes) {
        requireAligned(address, bytes);
    }

    @Override
    public void lock(long address, long bytes) {
        requireAligned(address, bytes);
    }

    @Override
    public void unlock(long address, long bytes) {
        requireAligned(address, bytes);
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        return new int[addresses.length];
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        throw new UnsupportedOperationException("there is no memory at " + address);
    }
}
