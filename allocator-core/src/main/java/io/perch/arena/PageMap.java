/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import java.util.Arrays;

/**
 * Maps page numbers to objects, in two levels so that the map grows with the pages in use: 64 KiB of heap for each TiB, and 32 KiB
 * for each 64 MiB that was ever in use. Writers need a lock of their own. A reader needs none for a page whose entry was set before
 * it learned of the page.
 *
 * @param <T> what pages map to
 */
public final class PageMap<T> {
    static final int LEAF_SHIFT = 13;
    static final int LEAF_SIZE = 1 << LEAF_SHIFT;

    private final Object[][] leaves;

    /** @param pages how many pages there can be */
    public PageMap(int pages) {
        this.leaves = new Object[(int) (((long) pages + LEAF_SIZE - 1) >>> LEAF_SHIFT)][];
    }

    /** Makes room for entries of these pages, so that {@link #set} needs no memory. */
    public void cover(int first, int pages) {
        for (int leaf = first >>> LEAF_SHIFT; leaf <= first + pages - 1 >>> LEAF_SHIFT; leaf++) {
            if (leaves[leaf] == null) {
                leaves[leaf] = new Object[LEAF_SIZE];
            }
        }
    }

    /**
     * The entry of {@code page}, or null.
     *
     * @param page 0 to the number of pages - 1
     */
    @SuppressWarnings("unchecked")
    public T get(int page) {
        Object[] leaf = leaves[page >>> LEAF_SHIFT];
        return leaf == null ? null : (T) leaf[page & (LEAF_SIZE - 1)];
    }

    /** Sets the entry of a {@code page} that is covered; null removes it. */
    public void set(int page, T value) {
        leaves[page >>> LEAF_SHIFT][page & (LEAF_SIZE - 1)] = value;
    }

    /** Sets the entries of consecutive covered pages. */
    public void fill(int first, int pages, T value) {
        int page = first;
        while (page < first + pages) {
            int from = page & (LEAF_SIZE - 1);
            int to = Math.min(LEAF_SIZE, from + first + pages - page);
            Arrays.fill(leaves[page >>> LEAF_SHIFT], from, to, value);
            page += to - from;
        }
    }
}
