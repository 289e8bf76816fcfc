/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import io.perch.rseq.probe.PlatformProbe;

/**
 * Memory that critical sections look at. It is never unmapped: a thread that still holds a closed allocator finds zeros in it. Once
 * nobody holds that allocator any more, another one gets the memory, be it one of another class loader. Thread-safe.
 */
public final class SpareMemory {
    /** Of no allocator: nothing is kept. */
    static final SpareMemory NONE = new SpareMemory(null);
    /**
     * Added to the size of a table, which is even: a table never becomes a slab, nor a slab a table. A slab's first word is {@link
     * SlabLayout#NOBODY} and not null, and threads that remember a slab look at it.
     */
    private static final int TABLE = 1;

    private final PlatformProbe probe;

    SpareMemory(PlatformProbe probe) {
        this.probe = probe;
    }

    /**
     * Memory for a slab: all zero, but for the first word of what was one. That is {@link SlabLayout#NOBODY}.
     *
     * @param name as in {@link OsMemory#reserve}
     * @throws io.perch.os.OsMemoryException if the system has no memory
     */
    public long take(OsMemory memory, long bytes, String name) {
        long spare = probe == null ? 0 : probe.takeSpare(bytes);
        return spare != 0 ? spare : fresh(memory, bytes, name);
    }

    /** Like {@link #take}, for a table: all zero. */
    long takeTable(OsMemory memory, long bytes, String name) {
        long spare = probe == null ? 0 : probe.takeSpare(bytes + TABLE);
        return spare != 0 ? spare : fresh(memory, bytes, name);
    }

    private static long fresh(OsMemory memory, long bytes, String name) {
        long address = memory.reserve(bytes, memory.pageSize(), name);
        boolean committed = false;
        try {
            memory.commit(address, bytes);
            committed = true;
            return address;
        } finally {
            if (!committed) {
                memory.unmap(address, bytes);
            }
        }
    }

    /**
     * Keeps memory for others. If there is no room to remember it, it is lost.
     *
     * @param owner while it is reachable, the memory is not reused; null for nobody
     */
    public void give(Object owner, long address, long bytes) {
        if (probe != null) {
            probe.giveSpare(owner, address, bytes);
        }
    }

    /** Like {@link #give}, what {@link #takeTable} gave. */
    void giveTable(Object owner, long address, long bytes) {
        give(owner, address, bytes + TABLE);
    }
}
