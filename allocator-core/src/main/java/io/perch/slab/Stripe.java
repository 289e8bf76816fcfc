/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.sync.SpinLock;
import java.util.function.IntPredicate;

/**
 * Lists of free blocks, and the lock that guards all but the racy reads of {@link #count}. It is counted nowhere: an allocation
 * that finds its block takes it, and knows at compile time which lock it is, because nothing extends this class.
 */
final class Stripe extends SpinLock {
    final ListStats stats = new ListStats(SizeClasses.COUNT);

    private final BlockBatch batch = BlockBatch.onHeap();
    private final Surplus surplus = new Surplus(SizeClasses.COUNT);
    private final SlabGeometry geometry;
    private final CapacityPolicy policy;
    private final TransferTier tier;
    private final Budget budget;
    /** By size class; null until the list has capacity. */
    private final long[][] blocks = new long[SizeClasses.COUNT][];
    private final int[] count = new int[SizeClasses.COUNT];
    private final int[] capacity = new int[SizeClasses.COUNT];

    Stripe(SlabGeometry geometry, CapacityPolicy policy, TransferTier tier) {
        this.geometry = geometry;
        this.policy = policy;
        this.tier = tier;
        this.budget = new Budget(geometry.budget());
    }

    /** Blocks of a size class. */
    int count(int sizeClass) {
        return count[sizeClass];
    }

    long pop(int sizeClass) {
        int top = count[sizeClass];
        if (top == 0) {
            return 0;
        }
        count[sizeClass] = top - 1;
        return blocks[sizeClass][top - 1];
    }

    /**
     * Takes a block that its user frees, if there is room.
     *
     * @throws IllegalArgumentException if it lies on top of the list already
     */
    boolean free(int sizeClass, long block) {
        int top = count[sizeClass];
        if (top > 0 && blocks[sizeClass][top - 1] == block) {
            throw tier.freedTwice(sizeClass, block);
        }
        return push(sizeClass, block);
    }

    private boolean push(int sizeClass, long block) {
        int top = count[sizeClass];
        if (top == capacity[sizeClass]) {
            return false;
        }
        blocks[sizeClass][top] = block;
        count[sizeClass] = top + 1;
        return true;
    }

    /**
     * Takes a batch after a list was empty: one block for the caller, the others for the list.
     *
     * @param keep whether the list may keep any
     * @return 0 if memory is short
     */
    long refill(int sizeClass, boolean keep) {
        boolean wasFull = stats.underflowed(sizeClass);
        grow(sizeClass);
        tier.begin(batch, sizeClass);
        try {
            int wanted = CapacityPolicy.refill(sizeClass, capacity[sizeClass], wasFull);
            if (tier.cache(0, sizeClass).take(batch, wanted) == 0) {
                return 0;
            }
            long block = batch.removeLast();
            while (keep && batch.count() > 0 && push(sizeClass, batch.last())) {
                batch.removeLast();
            }
            return block;
        } finally {
            tier.putBack(batch);
        }
    }

    /**
     * Makes room in a full list and puts a block there.
     *
     * @return whether it is there
     */
    boolean overflow(int sizeClass, long block) {
        stats.overflowed(sizeClass);
        grow(sizeClass);
        if (push(sizeClass, block)) {
            return true;
        }
        flush(sizeClass, CapacityPolicy.surplus(sizeClass, capacity[sizeClass]));
        return push(sizeClass, block);
    }

    /** Gives a list that misses more room, as far as the budget allows. What can fail is done first. */
    private void grow(int sizeClass) {
        int slots = policy.affordableGrowth(sizeClass, capacity[sizeClass], budget);
        if (slots > 0) {
            if (blocks[sizeClass] == null) {
                blocks[sizeClass] = new long[geometry.slots(sizeClass)];
            }
            budget.spend(slots, SizeClasses.size(sizeClass));
            capacity[sizeClass] += slots;
        }
    }

    /** Sends up to {@code wanted} blocks of a list to the transfer cache, as one batch. */
    private void flush(int sizeClass, int wanted) {
        int top = count[sizeClass];
        int some = Math.min(Math.min(wanted, top), BlockBatch.CAPACITY);
        if (some == 0) {
            return;
        }
        tier.begin(batch, sizeClass);
        for (int i = 0; i < some; i++) {
            batch.write(i, blocks[sizeClass][top - 1 - i]);
        }
        // The blocks change hands here: by a call that may fail, and a store that cannot.
        batch.filled(some);
        count[sizeClass] = top - some;
        tier.send(batch, sizeClass);
    }

    /** Samples all lists. */
    void watch() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            surplus.sample(sizeClass, count[sizeClass]);
        }
    }

    /** Sends what no list needed to the transfer caches, and what a failed call left in the batch; returns how many blocks. */
    int giveBackSurplus() {
        int sent = batch.count();
        tier.begin(batch, 0);
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            surplus.watchAnew(sizeClass, count[sizeClass]);
            for (int due = surplus.takeDue(sizeClass); due > 0; due -= BlockBatch.CAPACITY) {
                int before = count[sizeClass];
                flush(sizeClass, due);
                sent += before - count[sizeClass];
            }
            surplus.watchAnew(sizeClass, count[sizeClass]);
            surplus.takeDue(sizeClass);
        }
        return sent;
    }

    /** Sends the blocks of some size classes to the transfer caches, and what a failed call left in the batch. */
    void drain(IntPredicate sizeClasses) {
        tier.begin(batch, 0);
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            while (count[sizeClass] > 0 && sizeClasses.test(sizeClass)) {
                flush(sizeClass, count[sizeClass]);
            }
        }
    }

    void snapshot(FrontEnd.Snapshot into) {
        into.caches++;
        into.underflows += stats.underflows;
        into.overflows += stats.overflows;
        into.budgetBytes += budget.total();
        into.availableBytes += budget.available();
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            into.capacityBytes += (long) capacity[sizeClass] * SizeClasses.size(sizeClass);
        }
    }
}
