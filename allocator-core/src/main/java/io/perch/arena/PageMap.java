/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

/**
 * From page number to an object, in two levels so that the map grows with the pages in use. Writers need a lock of their own. A
 * reader needs none for a page whose entry was set before it learned of the page.
 *
 * @param <T> what pages map to
 */
public final class PageMap<T> {
    private static final int LEAF_SHIFT = 10;
    private static final int LEAF_SIZE = 1 << LEAF_SHIFT;

    private final Object[][] leaves;

    /** @param pages how many pages there can be */
    public PageMap(int pages) {
        this.leaves = new Object[(pages + LEAF_SIZE - 1) >>> LEAF_SHIFT][];
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

    /** Sets the entry of {@code page}; null removes it. */
    public void set(int page, T value) {
        Object[] leaf = leaves[page >>> LEAF_SHIFT];
        if (leaf == null) {
            if (value == null) {
                return;
            }
            leaf = new Object[LEAF_SIZE];
            leaves[page >>> LEAF_SHIFT] = leaf;
        }
        leaf[page & (LEAF_SIZE - 1)] = value;
    }
}
