/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;

/** How many pages of each huge page are used. New pages are taken from the fullest, so that others become empty. */
final class HugePageUse {
    /** Pages of a huge page. */
    static final int PAGES = AddressSpace.STEP_BYTES >> SizeClasses.PAGE_SHIFT;
    /** Huge pages of a leaf, which is made when the first of them is committed: 2 GiB. */
    private static final int LEAF_SHIFT = 10;

    private final int first;
    private final short[][] used;

    /** @param first a multiple of {@link #PAGES}, as parts of an address space start */
    HugePageUse(int first, int pages) {
        this.first = first;
        this.used = new short[(int) (((long) pages / PAGES >>> LEAF_SHIFT) + 1)][];
    }

    /** Makes room for counting these pages. */
    void cover(int firstPage, int pages) {
        for (int leaf = leafOf(firstPage); leaf <= leafOf(firstPage + pages - 1); leaf++) {
            if (used[leaf] == null) {
                used[leaf] = new short[1 << LEAF_SHIFT];
            }
        }
    }

    private int leafOf(int page) {
        return (page - first) / PAGES >>> LEAF_SHIFT;
    }

    private int positionOf(int page) {
        return (page - first) / PAGES & (1 << LEAF_SHIFT) - 1;
    }

    /**
     * Used pages of the huge page that contains {@code page}; 0 if the part of {@code run} in it is shorter than {@code wanted}.
     */
    int ifFits(int page, PageRun run, int wanted) {
        int from = Math.max(run.first, page / PAGES * PAGES);
        int to = Math.min(run.last() + 1, (page / PAGES + 1) * PAGES);
        return to - from >= wanted ? used[leafOf(page)][positionOf(page)] : 0;
    }

    /** Whether {@code wanted} pages are better cut from the end of a run than from its beginning. */
    boolean prefersEnd(PageRun run, int wanted) {
        return ifFits(run.last(), run, wanted) > ifFits(run.first, run, wanted);
    }

    void take(int firstPage, int pages) {
        add(firstPage, pages, 1);
    }

    void giveBack(int firstPage, int pages) {
        add(firstPage, pages, -1);
    }

    private void add(int firstPage, int pages, int sign) {
        int page = firstPage;
        while (page < firstPage + pages) {
            int end = Math.min(firstPage + pages, (page / PAGES + 1) * PAGES);
            used[leafOf(page)][positionOf(page)] += (short) (sign * (end - page));
            page = end;
        }
    }
}
