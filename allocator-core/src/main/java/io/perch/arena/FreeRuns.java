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
 * <p>List n holds the runs of n pages; the last list holds all that are as long or longer, and is searched. A bit for each list
 * tells whether it has any.
 */
final class FreeRuns {
    /** A huge page. */
    private static final int LONG = HugePageUse.PAGES;
    /** Bounds the search under the arena's lock; the shortest runs are mostly in the fullest huge pages anyway. */
    private static final int CANDIDATES = 64;
    /** Where huge pages do not matter: enough to prefer low addresses, and 30 ns. */
    private static final int FEW = 8;

    private final PageRun[] lists = new PageRun[LONG + 1];
    private final long[] filled = new long[LONG / Long.SIZE + 1];
    private long pages;

    void add(PageRun run) {
        int list = Math.min(run.pages, LONG);
        run.previousRun = null;
        run.nextRun = lists[list];
        if (run.nextRun != null) {
            run.nextRun.previousRun = run;
        }
        lists[list] = run;
        filled[list / Long.SIZE] |= 1L << list;
        pages += run.pages;
    }

    void remove(PageRun run) {
        int list = Math.min(run.pages, LONG);
        if (run.previousRun != null) {
            run.previousRun.nextRun = run.nextRun;
        } else {
            lists[list] = run.nextRun;
            if (run.nextRun == null) {
                filled[list / Long.SIZE] &= ~(1L << list);
            }
        }
        if (run.nextRun != null) {
            run.nextRun.previousRun = run.previousRun;
        }
        run.previousRun = null;
        run.nextRun = null;
        pages -= run.pages;
    }

    /** The first list from {@code list} on that has a run, or {@link #LONG} + 1. */
    private int nextFilled(int list) {
        int word = list / Long.SIZE;
        long bits = filled[word] & -1L << list;
        while (bits == 0) {
            word++;
            if (word == filled.length) {
                return LONG + 1;
            }
            bits = filled[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    /**
     * Removes and returns a run with at least {@code wanted} pages, or null: of the first {@value #FEW} of the shortest length that
     * fits, the lowest, so that high addresses become free; of the longest runs, the shortest.
     */
    PageRun takeShortest(int wanted) {
        int list = nextFilled(Math.min(wanted, LONG));
        if (list > LONG) {
            return null;
        }
        PageRun best = null;
        int candidates = 0;
        for (PageRun run = lists[list]; run != null && (list == LONG || candidates < FEW); run = run.nextRun) {
            if (run.pages >= wanted && (best == null || run.pages < best.pages
                    || run.pages == best.pages && run.first < best.first)) {
                best = run;
            }
            candidates++;
        }
        return best == null ? null : take(best);
    }

    /**
     * Removes and returns a run with at least {@code wanted} pages, or null. Of the first {@value #CANDIDATES} that fit, shortest
     * first, it is the one in the fullest huge page, then the shortest, then the lowest. Requests of a huge page or more get the
     * shortest run.
     */
    PageRun takeFullest(int wanted, HugePageUse use) {
        PageRun best = null;
        int candidates = 0;
        for (int list = nextFilled(Math.min(wanted, LONG)); list < LONG && candidates < CANDIDATES; list = nextFilled(list + 1)) {
            for (PageRun run = lists[list]; run != null && candidates < CANDIDATES; run = run.nextRun) {
                best = better(run, best, wanted, use);
                candidates++;
            }
        }
        for (PageRun run = lists[LONG]; run != null && (wanted >= LONG || candidates < CANDIDATES); run = run.nextRun) {
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
        for (int word = filled.length - 1; word >= 0; word--) {
            if (filled[word] != 0) {
                return take(lists[word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(filled[word])]);
            }
        }
        return null;
    }

    /** Forgets all runs. */
    void clear() {
        Arrays.fill(lists, null);
        Arrays.fill(filled, 0);
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
