/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import java.util.Arrays;

/**
 * Free runs of one kind, listed by length so that a short one that fits is found without a long search. Guarded by the arena's
 * lock.
 *
 * <p>List n holds the runs of n pages; the last list holds all that are as long or longer, and is searched.
 */
final class FreeRuns {
    /** A huge page. */
    private static final int LONG = HugePageUse.PAGES;
    /** Bounds the search under the arena's lock; the shortest runs are mostly in the fullest huge pages anyway. */
    private static final int CANDIDATES = 64;

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
     * Removes and returns a run with at least {@code wanted} pages, or null. Of the first {@value #CANDIDATES} that fit, shortest
     * first, it is the one in the fullest huge page, then the shortest, then the lowest. Requests of a huge page or more get the
     * shortest run.
     */
    PageRun takeFullest(int wanted, HugePageUse use) {
        PageRun best = null;
        int candidates = 0;
        for (int list = Math.min(wanted, LONG); list < LONG && candidates < CANDIDATES; list++) {
            for (PageRun run = lists[list]; run != null && candidates < CANDIDATES; run = run.next) {
                best = better(run, best, wanted, use);
                candidates++;
            }
        }
        for (PageRun run = lists[LONG]; run != null && (wanted >= LONG || candidates < CANDIDATES); run = run.next) {
            if (run.pages >= wanted) {
                best = better(run, best, wanted, use);
                candidates++;
            }
        }
        return best == null ? null : take(best);
    }

    private static PageRun better(PageRun run, PageRun best, int wanted, HugePageUse use) {
        if (best == null) {
            return run;
        }
        int fuller = fullness(run, wanted, use) - fullness(best, wanted, use);
        int shorter = best.pages - run.pages;
        return fuller > 0 || fuller == 0 && (shorter > 0 || shorter == 0 && run.first < best.first) ? run : best;
    }

    private static int fullness(PageRun run, int wanted, HugePageUse use) {
        return Math.max(use.ifFits(run.first, run, wanted), use.ifFits(run.last(), run, wanted));
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
