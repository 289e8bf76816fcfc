/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.sizeclass.SizeClasses;
import java.nio.ByteBuffer;

/** One reservation of the operating system's address space, so that an address gives its page by a subtraction and a shift. */
public final class ReservedSpace extends AddressSpace {
    /** Reservations start and end at multiples of this, so that no huge page is shared with a neighbour. */
    private static final long GRANULE = STEP_BYTES;

    private final OsMemory memory;
    private final long base;
    private final int capacity;

    /**
     * Reserves, and commits nothing.
     *
     * @param bytes how much, rounded up to 2 MiB; at most 2³¹ pages
     * @throws OsMemoryException if the system refuses
     */
    public ReservedSpace(OsMemory memory, long bytes) {
        long rounded = (bytes + GRANULE - 1) & -GRANULE;
        this.memory = memory;
        this.capacity = Math.toIntExact(rounded >> SizeClasses.PAGE_SHIFT);
        this.base = memory.reserve(rounded, GRANULE, "perch arena");
    }

    @Override
    public int pageOf(long address) {
        long page = (address - base) >>> SizeClasses.PAGE_SHIFT;
        return page < capacity ? (int) page : -1;
    }

    @Override
    public long addressOf(int page) {
        return base + ((long) page << SizeClasses.PAGE_SHIFT);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return memory.view(address, bytes);
    }

    @Override
    void commit(int first, int pages) {
        long from = addressOf(first) & -memory.pageSize();
        long to = addressOf(first + pages) + memory.pageSize() - 1 & -memory.pageSize();
        memory.commit(from, to - from);
    }

    @Override
    boolean release(int first, int pages) {
        long address = addressOf(first);
        long bytes = (long) pages << SizeClasses.PAGE_SHIFT;
        if (((address | bytes) & (memory.pageSize() - 1)) != 0) {
            // With 16 or 64 KiB pages (aarch64) the rest of the page may be in use.
            return false;
        }
        try {
            memory.release(address, bytes);
            return true;
        } catch (OsMemoryException refused) {
            return false;
        }
    }

    @Override
    void unmap() {
        memory.unmap(base, (long) capacity << SizeClasses.PAGE_SHIFT);
    }
}
