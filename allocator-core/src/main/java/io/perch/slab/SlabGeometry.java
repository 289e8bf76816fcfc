/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabLayout;
import io.perch.sizeclass.SizeClasses;

/** Where each class list lies in a slab, the same for all slabs of an allocator; see {@link SlabLayout}. */
final class SlabGeometry {
    /** A list longer than this would only hide blocks from other CPUs. */
    private static final int MAX_SLOTS = 512;
    /** No single class may take more than this part of the budget. */
    private static final int BUDGET_SHARE = 4;

    private final long budget;
    private final int[] begin = new int[SizeClasses.COUNT];
    private final int[] limit = new int[SizeClasses.COUNT];
    private final int bytes;

    /** @param budget the most bytes of free blocks that a slab may hold */
    SlabGeometry(long budget) {
        this.budget = budget;
        int word = SlabLayout.header(SizeClasses.COUNT) / SlabLayout.WORD;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            begin[sizeClass] = word;
            word += (int) Math.max(1, Math.min(MAX_SLOTS, budget / BUDGET_SHARE / SizeClasses.size(sizeClass)));
            limit[sizeClass] = word;
        }
        this.bytes = word * SlabLayout.WORD;
    }

    /** The most bytes of free blocks that a slab may hold. */
    long budget() {
        return budget;
    }

    /** Word offset of the first slot. */
    int begin(int sizeClass) {
        return begin[sizeClass];
    }

    /** Word offset behind the last slot. */
    int limit(int sizeClass) {
        return limit[sizeClass];
    }

    /** Slow start: how many slots a list that misses asks for. It doubles, by a batch at the most, up to its limit. */
    int growth(int sizeClass, int capacity) {
        int wanted = Math.max(1, Math.min(capacity, SizeClasses.batch(sizeClass)));
        return Math.min(wanted, limit[sizeClass] - begin[sizeClass] - capacity);
    }

    /** Bytes of a slab. */
    int bytes() {
        return bytes;
    }
}
