/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;

/**
 * Consecutive pages of an arena that are used or free together. Guarded by the arena's lock, except for the page numbers of a used
 * run, which do not change. An arena reuses the objects of runs that merged with others.
 */
public class PageRun {
    /** What the pages of a run are. */
    enum State {
        /** Handed out. */
        USED,
        /** Free, with physical memory behind it. */
        FREE,
        /** Free, with its physical memory given back. */
        RELEASED
    }

    int first;
    int pages;
    State state;
    /** Whether a thread is about to free it. */
    boolean leaving;
    PageRun previousRun;
    PageRun nextRun;
    /** When the last of its pages was released, in nanoseconds of {@link System#nanoTime}. */
    long releasedAt;

    /** A run of no pages: an arena makes them before it needs them. */
    public PageRun() {
        state = State.USED;
    }

    final PageRun set(int newFirst, int newPages, State newState) {
        first = newFirst;
        pages = newPages;
        state = newState;
        leaving = false;
        releasedAt = 0;
        return this;
    }

    /** The number of the first page. */
    public final int first() {
        return first;
    }

    /** How many pages. */
    public final int pages() {
        return pages;
    }

    /** How many bytes. */
    public final long bytes() {
        return (long) pages << SizeClasses.PAGE_SHIFT;
    }

    final int last() {
        return first + pages - 1;
    }
}
