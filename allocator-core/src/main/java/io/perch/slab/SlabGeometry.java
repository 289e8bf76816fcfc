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
 * <p>The first lists are the slab's own, one a size class. Where there are several partitions, as many follow for each of them, for
 * blocks on their way there, as long as one call can send.
 */
final class SlabGeometry {
    /** A list longer than this would only hide blocks from other CPUs. With many partitions and large budgets it is less. */
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

    /** With own lists of so many slots at the most; returns how many words that takes. */
    private int layOut(int slots) {
        int word = SlabLayout.header(begin.length) / SlabLayout.WORD;
        for (int list = 0; list < begin.length; list++) {
            int most = list < SizeClasses.COUNT ? slots : Math.min(BlockBatch.CAPACITY, 2 * SizeClasses.batch(sizeClass(list)));
            begin[list] = word;
            word += (int) Math.max(1, Math.min(most, budget / BUDGET_SHARE / size(list)));
            limit[list] = word;
        }
        return word;
    }

    /** The first list for blocks of a partition on their way there, which has one for each size class. */
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

    /** Slow start: how many slots a list that misses asks for. It doubles, by a batch at the most, up to its limit. */
    int growth(int list, int capacity) {
        int wanted = Math.max(1, Math.min(capacity, SizeClasses.batch(sizeClass(list))));
        return Math.min(wanted, limit[list] - begin[list] - capacity);
    }

    /**
     * How many blocks an empty list is to get, the caller's included: half of it, so that frees find room, but two if they fit, and
     * at most a batch.
     *
     * @param wasFull whether it was full since it last was empty. If all its blocks come and go, and whole batches make a few too
     *                many, they always would: so it gets one less, until they fit
     */
    static int refill(int list, int capacity, boolean wasFull) {
        int blocks = Math.min(SizeClasses.batch(sizeClass(list)), half(capacity));
        return Math.max(1, wasFull ? blocks - 1 : blocks);
    }

    /**
     * How many blocks a full list gives away: half of them, at least two, in whole batches if it has so many. So blocks that came
     * together go together. Cut elsewhere each time, batches between two CPUs were shuffled within a second, and what belongs to
     * a block came in no order that hardware foresees: a Netty buffer handed over took 53 ns, and 40 so.
     */
    static int surplus(int list, int capacity) {
        int half = Math.min(half(capacity), BlockBatch.CAPACITY);
        int batch = SizeClasses.batch(sizeClass(list));
        return half < batch ? half : half - half % batch;
    }

    private static int half(int capacity) {
        return Math.max(Math.min(2, capacity), capacity / 2);
    }

    /** Bytes of a slab. */
    int bytes() {
        return bytes;
    }
}
