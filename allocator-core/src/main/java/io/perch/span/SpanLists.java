/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

/**
 * Spans with free blocks and blocks outside, by how many are free; and a hand that goes through those with many. Guarded by the
 * lock of the {@link CentralList}.
 */
final class SpanLists {
    /** By eighths: list 0 has the fullest spans, those with less than 1/8 free. The hand leaves it out. */
    static final int LISTS = 8;

    private final Span[] lists = new Span[LISTS];
    /** The next span for the hand, if there is one in this list. */
    private Span next;
    private int nextList;

    /** One of the fullest spans; null if there is none. */
    Span fullest() {
        for (Span span : lists) {
            if (span != null) {
                return span;
            }
        }
        return null;
    }

    /** The next span for the hand; null at the end of all lists, and then it begins anew. */
    Span next() {
        while (next == null) {
            nextList++;
            if (nextList == LISTS) {
                nextList = 0;
                return null;
            }
            next = lists[nextList];
        }
        Span span = next;
        next = span.next;
        return span;
    }

    /** Moves a span to the list for its number of free blocks; full and empty ones are in none. */
    void relist(Span span) {
        int free = span.freeBlocks();
        int list = free == 0 || free == span.blocks() ? -1 : LISTS * free / span.blocks();
        if (list == span.list) {
            return;
        }
        unlink(span);
        if (list >= 0) {
            link(span, list);
        }
    }

    private void link(Span span, int list) {
        span.list = list;
        span.next = lists[list];
        if (span.next != null) {
            span.next.previous = span;
        }
        lists[list] = span;
    }

    private void unlink(Span span) {
        if (span.list < 0) {
            return;
        }
        if (span == next) {
            next = span.next;
        }
        if (span.previous != null) {
            span.previous.next = span.next;
        } else {
            lists[span.list] = span.next;
        }
        if (span.next != null) {
            span.next.previous = span.previous;
        }
        span.list = -1;
        span.previous = null;
        span.next = null;
    }
}
