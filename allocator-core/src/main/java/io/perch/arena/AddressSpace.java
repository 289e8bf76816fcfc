/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;
import java.nio.ByteBuffer;

/**
 * The addresses of one arena, numbered by page from 0. Pages become usable from the bottom up, at the frontier. Only
 * {@link #pageOf}, {@link #addressOf} and {@link #view} may be called without the arena's lock.
 */
public abstract class AddressSpace {
    /** One huge page: below that, growing costs system calls; above, it commits what may never be used. */
    static final int STEP_BYTES = 2 << 20;

    private int frontier;

    /** The page that contains {@code address}, or any number outside of 0 to {@link #capacity}-1 if it is not in this space. */
    public abstract int pageOf(long address);

    /** The address of the first byte of {@code page}. */
    public abstract long addressOf(int page);

    /** How many pages this space can ever have. */
    public abstract int capacity();

    /** A direct buffer over {@code bytes} from {@code address}, in native order; it does not keep the memory alive. */
    public abstract ByteBuffer view(long address, int bytes);

    /**
     * Makes the next pages usable.
     *
     * @param first the page at the frontier
     * @throws io.perch.os.OsMemoryException if the system refuses
     */
    abstract void commit(int first, int pages);

    /**
     * Gives the physical memory of usable pages back; they stay usable.
     *
     * @return false if this space cannot do that, or the system refused
     */
    abstract boolean release(int first, int pages);

    /** Whether the memory of {@code page} directly follows that of {@code page - 1}. */
    boolean joins(int page) {
        return true;
    }

    /** Gives up all addresses. */
    abstract void unmap();

    /** The fewest pages that one {@link #commit} can add so that {@code pages} of them follow each other. */
    int leastStep(int pages) {
        return pages;
    }

    /** As {@link #leastStep}, rounded up to what is worth a system call. */
    int goodStep(int pages) {
        int stepPages = STEP_BYTES >> SizeClasses.PAGE_SHIFT;
        return (frontier + pages + stepPages - 1) / stepPages * stepPages - frontier;
    }

    /** The first page that is not yet usable. */
    final int frontier() {
        return frontier;
    }

    /** Commits {@code pages} at the frontier and moves it. */
    final int advance(int pages) {
        int first = frontier;
        commit(first, pages);
        frontier = first + pages;
        return first;
    }
}
