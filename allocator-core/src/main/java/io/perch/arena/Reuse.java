/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

/** Counts how many pages were released, and how many of them too early. Guarded by the arena's lock. */
public final class Reuse {
    /** A page that is needed again so soon should not have been released. */
    private static final long SOON_NANOS = 100_000_000;

    private long releasedPages;
    private long renewedSoonPages;

    /** Pages are released now; returns when that is. */
    long released(int pages) {
        releasedPages += pages;
        return System.nanoTime();
    }

    /**
     * Whether it is so soon that what is needed now should not have been released.
     *
     * @param releasedAt when that was, in nanoseconds of {@link System#nanoTime}
     */
    public static boolean isSoon(long releasedAt) {
        return System.nanoTime() - releasedAt < SOON_NANOS;
    }

    /** Pages are used again that were released at {@code releasedAt}. */
    void renewed(int pages, long releasedAt) {
        if (isSoon(releasedAt)) {
            renewedSoonPages += pages;
        }
    }

    long releasedPages() {
        return releasedPages;
    }

    long renewedSoonPages() {
        return renewedSoonPages;
    }
}
