/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import java.util.function.Supplier;

/**
 * Run objects that stand for no pages at the moment. An arena makes sure that there are enough before it changes anything, so that
 * a full Java heap cannot stop it halfway; in a steady state it makes none. Guarded by the arena's lock.
 */
final class SpareRuns {
    /** As many as merge within a moment; any more are left to the garbage collector. */
    private static final int MOST = 1024;

    private final Supplier<? extends PageRun> maker;
    private PageRun first;
    private int count;

    SpareRuns(Supplier<? extends PageRun> maker) {
        this.maker = maker;
    }

    /** Has {@code wanted} ready; throws before anything is changed if the heap has no room for them. */
    void ensure(int wanted) {
        while (count < wanted) {
            put(maker.get());
        }
    }

    /** One of those that {@link #ensure} made sure of. */
    PageRun take(int firstPage, int pages, PageRun.State state) {
        PageRun run = first;
        first = run.nextRun;
        run.nextRun = null;
        count--;
        return run.set(firstPage, pages, state);
    }

    /** Takes back the object of a run that is in no list and no longer has any pages. */
    void put(PageRun run) {
        if (count < MOST) {
            run.previousRun = null;
            run.nextRun = first;
            first = run;
            count++;
        }
    }
}
