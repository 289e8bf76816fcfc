/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.Refusals;
import io.perch.stats.Residence;
import java.nio.ByteBuffer;

/**
 * Memory addresses, numbered by page from 0, in equal parts: one for each partition. Only {@link #pageOf}, {@link #addressOf},
 * {@link #offsetOf}, {@link #partitionOf}, {@link #window}, {@link #offsetInWindow}, {@link #view}, {@link #residence} and {@link
 * #residentBytes} may be called without the lock of the part's arena.
 */
public abstract class AddressSpace {
    /** One huge page: smaller steps cost system calls; larger ones commit what may never be used. */
    static final int STEP_BYTES = 2 << 20;
    /** Parts start and end at multiples of this, so that no huge page is shared with a neighbour. */
    public static final long GRANULE = STEP_BYTES;

    /** The page that contains {@code address}, or any number outside of 0 to {@link #capacity}-1 if it is not in this space. */
    public abstract int pageOf(long address);

    /** Where {@code address} is, in bytes from the first of page 0; if it is not in this space, a number that is outside. */
    public abstract long offsetOf(long address);

    /** The address of the first byte of {@code page}. */
    public abstract long addressOf(int page);

    /** How many pages this space can ever have. */
    public abstract int capacity();

    /** How many pages each part can have. */
    public abstract int partPages();

    /** The partition that {@code page} belongs to. */
    public abstract int partitionOf(int page);

    /**
     * A direct buffer, in native order, that shows {@code page} and at least as many of those after it as a span of a size class
     * has. It also shows what belongs to others, and is shared: use absolute access only. It does not keep the memory alive.
     */
    public abstract ByteBuffer window(int page);

    /** Where the first byte of {@code page} is in its {@link #window}. */
    public abstract int offsetInWindow(int page);

    /** A direct buffer over {@code bytes} from {@code address}, in native order; it does not keep the memory alive. */
    public abstract ByteBuffer view(long address, int bytes);

    /**
     * Makes the next pages usable.
     *
     * @param first the page at the frontier of its part
     * @throws io.perch.os.OsMemoryException if the system refuses
     */
    abstract void commit(int first, int pages);

    /**
     * Prepares released pages for further use.
     *
     * @throws io.perch.os.OsMemoryException if the system refuses; the pages stay released
     */
    abstract void renew(int first, int pages);

    /**
     * Gives the physical memory of usable pages back; they stay usable. See {@link #releaseUnit}.
     *
     * @return false if this space cannot do that, or the system refused
     */
    abstract boolean release(int first, int pages);

    /** {@link #release} takes multiples of this many pages, at multiples of it. */
    abstract int releaseUnit();

    /**
     * Bytes of the smallest part of a page whose memory can be given back while the rest of the page is in use, and comes again
     * when it is touched, without anybody being asked; 0 if memory is not like that here.
     */
    public abstract long innerUnit();

    /**
     * Gives a part of the memory of used pages back.
     *
     * @param offset from the first byte of page {@code first}; like {@code bytes} a multiple of {@link #innerUnit}
     * @return false if the system refused
     */
    abstract boolean releaseInside(int first, long offset, long bytes);

    /** Whether the memory of {@code page} directly follows that of {@code page - 1}. */
    abstract boolean joins(int page);

    /** What was requested for the memory of a partition and refused. */
    abstract Refusals refusals(int partition);

    /** Whether free pages of a huge page are worth nothing to the system unless all of them are. */
    abstract boolean keepsHugePages();

    /** Where the memory of pages of one partition is. */
    abstract Residence residence(int first, int pages);

    /** How many bytes of pages of one partition have memory behind them; -1 if the system does not tell. */
    abstract long residentBytes(int first, int pages);

    /** Gives up all addresses, of which none was used, where their owner could not be made. */
    public void discard() {
    }

    /** Gives up the addresses of a partition; false if the system refuses. */
    abstract boolean unmap(int partition);

    /** The fewest pages that one {@link #commit} can add at {@code frontier} so that {@code pages} of them are contiguous. */
    abstract int leastStep(int frontier, int pages);

    /** Like {@link #leastStep}, rounded up to what is worth a system call. */
    abstract int goodStep(int frontier, int pages);
}
