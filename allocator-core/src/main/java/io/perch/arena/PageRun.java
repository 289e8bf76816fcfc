/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;

/**
 * Consecutive pages of an arena that are used or free together. Guarded by the arena's lock, but for the final page numbers of a
 * used run.
 */
public final class PageRun {
    /** What the pages of a run are. */
    enum State {
        /** Handed out. */
        USED,
        /** Free, with physical memory behind it. */
        FREE,
        /** Free, and its physical memory was given back. */
        RELEASED
    }

    int first;
    int pages;
    State state;
    PageRun previous;
    PageRun next;

    PageRun(int first, int pages, State state) {
        this.first = first;
        this.pages = pages;
        this.state = state;
    }

    /** The number of the first page. */
    public int first() {
        return first;
    }

    /** How many pages. */
    public int pages() {
        return pages;
    }

    /** How many bytes. */
    public long bytes() {
        return (long) pages << SizeClasses.PAGE_SHIFT;
    }

    int last() {
        return first + pages - 1;
    }
}
