/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import java.util.Arrays;

/**
 * Free runs of one kind, listed by length so that the shortest that fits is found without a search. Guarded by the arena's lock.
 *
 * <p>List n holds the runs of n pages; list {@value #LONG} holds all that are as long or longer, and is searched.
 */
final class FreeRuns {
    /** 2 MiB of 8 KiB pages. */
    private static final int LONG = 256;

    private final PageRun[] lists = new PageRun[LONG + 1];
    private long pages;

    void add(PageRun run) {
        int list = Math.min(run.pages, LONG);
        run.previous = null;
        run.next = lists[list];
        if (run.next != null) {
            run.next.previous = run;
        }
        lists[list] = run;
        pages += run.pages;
    }

    void remove(PageRun run) {
        if (run.previous != null) {
            run.previous.next = run.next;
        } else {
            lists[Math.min(run.pages, LONG)] = run.next;
        }
        if (run.next != null) {
            run.next.previous = run.previous;
        }
        run.previous = null;
        run.next = null;
        pages -= run.pages;
    }

    /**
     * Removes and returns the shortest run with at least {@code wanted} pages; the lowest of those that are equally long; or
     * null.
     */
    PageRun takeShortest(int wanted) {
        for (int list = Math.min(wanted, LONG); list < LONG; list++) {
            if (lists[list] != null) {
                return take(lists[list]);
            }
        }
        PageRun best = null;
        for (PageRun run = lists[LONG]; run != null; run = run.next) {
            if (run.pages >= wanted && (best == null || run.pages < best.pages
                    || run.pages == best.pages && run.first < best.first)) {
                best = run;
            }
        }
        return best == null ? null : take(best);
    }

    /** Removes and returns any run, the longest lists first; null if there is none. */
    PageRun takeAny() {
        for (int list = LONG; list > 0; list--) {
            if (lists[list] != null) {
                return take(lists[list]);
            }
        }
        return null;
    }

    /** Forgets all runs. */
    void clear() {
        Arrays.fill(lists, null);
        pages = 0;
    }

    private PageRun take(PageRun run) {
        remove(run);
        return run;
    }

    /** Pages of all runs. */
    long pages() {
        return pages;
    }
}
