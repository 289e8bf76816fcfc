/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.sizeclass.SizeClasses;

/**
 * Spans of one {@link CentralList} without blocks in use, for the next time that no other span has a free block. One is always
 * kept, so that a single block that comes and goes does not make and destroy a span each time. Where spans came and went all the
 * time, as between a thread that allocates and another that frees, as many are kept as were needed lately, up to {@value
 * #MOST_BYTES} bytes: to make a span of two blocks takes longer than all else that happens to its blocks. Guarded by the list's
 * lock.
 */
final class EmptySpans {
    private static final int MOST_BYTES = 1 << 20;

    private final int most;
    /** The one that was added last; others follow by {@link Span#next}. */
    private Span last;
    private int count;
    /** The fewest that were here in this tick: nobody needed those. */
    private int fewest;
    /** How many were asked for in this tick, whether there were any or not, and in the one before. */
    private int needed;
    private int neededBefore;
    private boolean closed;

    /** @param sizeClass of the list */
    EmptySpans(int sizeClass) {
        most = (MOST_BYTES >> SizeClasses.PAGE_SHIFT) / SizeClasses.spanPages(sizeClass);
    }

    /** Whether one more is worth keeping. */
    boolean hasRoom() {
        return !closed && count < Math.max(1, Math.min(most, Math.max(needed, neededBefore)));
    }

    /** Keeps a span. */
    void add(Span span) {
        span.next = last;
        last = span;
        count++;
    }

    /** The span that was added last; null if there is none. */
    Span take() {
        needed++;
        Span span = last;
        if (span != null) {
            last = span.next;
            span.next = null;
            count--;
            fewest = Math.min(fewest, count);
        }
        return span;
    }

    /** How many of them nobody needed in this tick; all but one at the most. */
    int idle() {
        return Math.max(0, Math.min(fewest, count - 1));
    }

    /** A tick of the clock is over. */
    void tick() {
        fewest = count;
        neededBefore = needed;
        needed = 0;
    }

    /** Those that have been here longest, as a chain; they stay until {@link #remove}. */
    Span oldest(int some) {
        Span span = last;
        for (int i = count; i > some; i--) {
            span = span.next;
        }
        return span;
    }

    /** Removes those that {@link #oldest} tells, which stay a chain. */
    void remove(int some) {
        if (some == count) {
            last = null;
        } else if (some > 0) {
            oldest(some + 1).next = null;
        }
        count -= some;
        fewest = Math.min(fewest, count);
    }

    /** Keeps none from now on. */
    void close() {
        closed = true;
    }

    int count() {
        return count;
    }
}
