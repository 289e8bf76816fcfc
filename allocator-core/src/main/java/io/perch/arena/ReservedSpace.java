/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Residence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One reservation of the operating system's address space, so that a subtraction and a shift lead from an address to its page, and
 * another shift to its partition.
 */
public final class ReservedSpace extends AddressSpace {
    private static final int GRANULE_PAGES = STEP_BYTES >> SizeClasses.PAGE_SHIFT;
    /** Shifts any page number to 0. */
    private static final int ONE_PART = Integer.SIZE - 1;

    /** Windows begin at each GiB and reach nearly two, so that what begins in one mostly ends in it. */
    private static final int WINDOW_SHIFT = 30;
    private static final int WINDOW_PAGES_SHIFT = WINDOW_SHIFT - SizeClasses.PAGE_SHIFT;

    private final OsMemory memory;
    private final Placement[] placements;
    private final long base;
    private final int capacity;
    private final int partShift;
    /** Made when first asked for, by a native call that takes as long as 30 slices. */
    private final ByteBuffer[] windows;

    /**
     * Reserves for one partition, and commits nothing.
     *
     * @param bytes how much, rounded up to 2 MiB; at most 2³¹ pages
     * @throws OsMemoryException if the system refuses
     */
    public ReservedSpace(OsMemory memory, long bytes) {
        this(memory, bytes + GRANULE - 1 & -GRANULE, Placement.plain(memory));
    }

    /**
     * Reserves a part for each partition, and commits nothing.
     *
     * @param bytes      of each part, a multiple of 2 MiB, and a power of two if there are several parts. All together at most 2³¹
     *                   pages
     * @param placements what is asked for the memory of each partition
     * @throws OsMemoryException if the system refuses address space, or a placement that is mandatory
     */
    public ReservedSpace(OsMemory memory, long bytes, Placement... placements) {
        this.memory = memory;
        this.placements = placements.clone();
        this.capacity = Math.toIntExact(Math.multiplyExact(bytes, placements.length) >> SizeClasses.PAGE_SHIFT);
        this.partShift = placements.length == 1 ? ONE_PART : Long.numberOfTrailingZeros(bytes >> SizeClasses.PAGE_SHIFT);
        if (placements.length > 1 && Long.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("not a power of two: " + bytes);
        }
        this.windows = new ByteBuffer[(int) (bytes * placements.length >>> WINDOW_SHIFT) + 1];
        this.base = memory.reserve(bytes * placements.length, GRANULE, "perch arena");
        boolean prepared = false;
        try {
            for (int partition = 0; partition < placements.length; partition++) {
                placements[partition].prepare(base + partition * bytes, bytes);
            }
            prepared = true;
        } finally {
            if (!prepared) {
                discard();
            }
        }
    }

    @Override
    public void discard() {
        try {
            memory.unmap(base, (long) capacity << SizeClasses.PAGE_SHIFT);
        } catch (OsMemoryException refused) {
            // Only addresses are left.
            return;
        }
    }

    @Override
    public int pageOf(long address) {
        long page = (address - base) >>> SizeClasses.PAGE_SHIFT;
        return page < capacity ? (int) page : -1;
    }

    @Override
    public long offsetOf(long address) {
        return address - base;
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
    public int partPages() {
        return capacity / placements.length;
    }

    @Override
    public int partitionOf(int page) {
        return page >>> partShift;
    }

    /** The address of page 0, for callers that subtract it themselves because they cannot afford a call. */
    public long base() {
        return base;
    }

    /** By how much an address less {@link #base} is shifted right to become its partition. */
    public int partitionShift() {
        return partShift + SizeClasses.PAGE_SHIFT;
    }

    @Override
    public ByteBuffer window(int page) {
        int index = page >>> WINDOW_PAGES_SHIFT;
        ByteBuffer window = windows[index];
        if (window == null) {
            long start = addressOf(index << WINDOW_PAGES_SHIFT);
            long end = Math.min(start + (2L << WINDOW_SHIFT) - SizeClasses.PAGE_SIZE, addressOf(capacity));
            window = memory.view(start, (int) (end - start));
            windows[index] = window;
        }
        return window;
    }

    @Override
    public int offsetInWindow(int page) {
        return (page & (1 << WINDOW_PAGES_SHIFT) - 1) << SizeClasses.PAGE_SHIFT;
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        int page = pageOf(address);
        ByteBuffer window = window(page);
        int offset = offsetInWindow(page) + (int) (address & SizeClasses.PAGE_SIZE - 1);
        return bytes > window.capacity() - offset ? memory.view(address, bytes)
                : window.slice(offset, bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    void commit(int first, int pages) {
        Placement placement = placements[partitionOf(first)];
        long granule = placement.granule();
        long from = addressOf(first) & -granule;
        long to = addressOf(first + pages) + granule - 1 & -granule;
        placement.commit(from, to - from);
    }

    @Override
    void renew(int first, int pages) {
        placements[partitionOf(first)].renew(addressOf(first), (long) pages << SizeClasses.PAGE_SHIFT);
    }

    /** With 16 or 64 KiB pages (aarch64), or with explicit huge ones, the rest of the system's page may be in use. */
    @Override
    int releaseUnit() {
        return (int) Math.max(1, placements[0].granule() >> SizeClasses.PAGE_SHIFT);
    }

    @Override
    boolean release(int first, int pages) {
        return placements[partitionOf(first)].release(addressOf(first), (long) pages << SizeClasses.PAGE_SHIFT);
    }

    /** Pages of 16 or 64 KiB (aarch64) are larger than ours, which need not begin with them. */
    @Override
    public long innerUnit() {
        return placements[0].isPlain() && memory.pageSize() <= SizeClasses.PAGE_SIZE ? memory.pageSize() : 0;
    }

    @Override
    boolean releaseInside(int first, long offset, long bytes) {
        return placements[partitionOf(first)].release(addressOf(first) + offset, bytes);
    }

    @Override
    boolean joins(int page) {
        return true;
    }

    @Override
    Refusals refusals(int partition) {
        return placements[partition].refusals();
    }

    @Override
    Residence residence(int first, int pages) {
        return placements[partitionOf(first)].residence(addressOf(first), pages);
    }

    @Override
    long residentBytes(int first, int pages) {
        return ResidentSample.take(memory, addressOf(first), (long) pages << SizeClasses.PAGE_SHIFT);
    }

    @Override
    boolean keepsHugePages() {
        return placements[0].keepsHugePages();
    }

    @Override
    boolean unmap(int partition) {
        long bytes = (long) partPages() << SizeClasses.PAGE_SHIFT;
        return placements[partition].unmap(base + partition * bytes, bytes);
    }

    /** Explicit huge pages, which either all parts have or none, cannot be committed by halves. */
    @Override
    int leastStep(int frontier, int pages) {
        return placements[0].granule() == OsMemory.HUGE_PAGE ? goodStep(frontier, pages) : pages;
    }

    @Override
    int goodStep(int frontier, int pages) {
        return (frontier + pages + GRANULE_PAGES - 1) / GRANULE_PAGES * GRANULE_PAGES - frontier;
    }
}
