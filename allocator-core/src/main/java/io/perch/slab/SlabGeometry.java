/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabLayout;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;

/**
 * Where each list lies in a slab, the same for all slabs of an allocator; see {@link SlabLayout}.
 *
 * <p>The first lists are the slab's own, one per size class. Where there are several partitions, as many more follow for each of
 * them, for blocks on their way there; they are as long as one call can send.
 */
final class SlabGeometry {
    /**
     * A list longer than this would only hide blocks from other CPUs. With many partitions and large budgets the maximum is
     * smaller.
     */
    static final int MAX_SLOTS = 1024;
    /** No single class may take more than this part of the budget. */
    private static final int BUDGET_SHARE = 4;

    private final long budget;
    private final int[] begin;
    private final int[] limit;
    private final int bytes;

    /** For one partition. */
    SlabGeometry(long budget) {
        this(budget, 1);
    }

    /** @param budget the most bytes of free blocks that a slab may hold */
    SlabGeometry(long budget, int partitions) {
        this.budget = budget;
        int lists = partitions == 1 ? SizeClasses.COUNT : firstList(partitions);
        this.begin = new int[lists];
        this.limit = new int[lists];
        int slots = MAX_SLOTS;
        while (layOut(slots) > SlabLayout.MAX_SLAB_WORDS) {
            slots /= 2;
        }
        this.bytes = limit[lists - 1] * SlabLayout.WORD;
    }

    /** Lays out own lists with so many slots at most; returns how many words that takes. */
    private int layOut(int slots) {
        int word = SlabLayout.header(begin.length) / SlabLayout.WORD;
        for (int list = 0; list < begin.length; list++) {
            int sent = Math.min(BlockBatch.CAPACITY, 2 * SizeClasses.batch(sizeClass(list)));
            int most = list < SizeClasses.COUNT ? slots : Math.min(slots, sent);
            begin[list] = word;
            word += (int) Math.max(1, Math.min(most, budget / BUDGET_SHARE / size(list)));
            limit[list] = word;
        }
        return word;
    }

    /** The first list for blocks on their way to a partition; there is one for each size class. */
    static int firstList(int partition) {
        return (partition + 1) * SizeClasses.COUNT;
    }

    /** The partition that the blocks of a list are on their way to; negative if the list is the slab's own. */
    static int destination(int list) {
        return list / SizeClasses.COUNT - 1;
    }

    /** The size class of a list. */
    static int sizeClass(int list) {
        return list % SizeClasses.COUNT;
    }

    /** Bytes of each block of a list. */
    static int size(int list) {
        return SizeClasses.size(sizeClass(list));
    }

    /** How many lists a slab has. */
    int lists() {
        return begin.length;
    }

    /** The most bytes of free blocks that a slab may hold. */
    long budget() {
        return budget;
    }

    /** Word offset of the first slot. */
    int begin(int list) {
        return begin[list];
    }

    /** Word offset behind the last slot. */
    int limit(int list) {
        return limit[list];
    }

    /** The most slots that a list can get. */
    int slots(int list) {
        return limit[list] - begin[list];
    }

    /** Bytes of a slab. */
    int bytes() {
        return bytes;
    }
}
