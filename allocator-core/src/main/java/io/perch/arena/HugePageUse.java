/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.sizeclass.SizeClasses;

/** How many pages of each huge page are used: what is taken comes from the fullest, so that others become empty. */
final class HugePageUse {
    /** Pages of a huge page. */
    static final int PAGES = AddressSpace.STEP_BYTES >> SizeClasses.PAGE_SHIFT;

    private final int first;
    private final short[] used;

    /** @param first a multiple of {@link #PAGES}, as parts of an address space start */
    HugePageUse(int first, int pages) {
        this.first = first;
        this.used = new short[(pages + PAGES - 1) / PAGES];
    }

    /** Used pages of the huge page that has {@code page}; 0 if the part of {@code run} in it is shorter than {@code wanted}. */
    int ifFits(int page, PageRun run, int wanted) {
        int from = Math.max(run.first, page / PAGES * PAGES);
        int to = Math.min(run.last() + 1, (page / PAGES + 1) * PAGES);
        return to - from >= wanted ? used[(page - first) / PAGES] : 0;
    }

    /** Whether {@code wanted} pages are better cut from the end of a run than from its beginning. */
    boolean prefersEnd(PageRun run, int wanted) {
        return ifFits(run.last(), run, wanted) > ifFits(run.first, run, wanted);
    }

    void take(PageRun run) {
        add(run, 1);
    }

    void giveBack(PageRun run) {
        add(run, -1);
    }

    private void add(PageRun run, int sign) {
        int page = run.first;
        while (page <= run.last()) {
            int end = Math.min(run.last() + 1, (page / PAGES + 1) * PAGES);
            used[(page - first) / PAGES] += (short) (sign * (end - page));
            page = end;
        }
    }
}
