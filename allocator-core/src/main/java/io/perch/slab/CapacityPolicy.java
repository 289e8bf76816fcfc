/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;

/**
 * Decides how much room each list of a cache gets, and how many blocks go in and out when it misses. Room is paid for from the
 * cache's budget, and what is spent is taken from lists that did not miss lately. It has no state of its own: it decides by the
 * cache's {@link ListStats} and {@link Budget}, so whoever asks holds the cache's lock.
 */
final class CapacityPolicy {
    /** Moved from one slab to another at a time: a twentieth of the budget, as in tcmalloc. */
    private static final int BUDGET_PARTS = 20;
    /** A slab gives only if it missed this much less than the one that takes. */
    private static final double FEWER_MISSES = 0.8;

    private final SlabGeometry geometry;

    CapacityPolicy(SlabGeometry geometry) {
        this.geometry = geometry;
    }

    /** Slow start: how many slots a list that misses asks for. It doubles, by a batch at most, up to its limit. */
    private int growth(int list, int capacity) {
        int wanted = Math.max(1, Math.min(capacity, SizeClasses.batch(SlabGeometry.sizeClass(list))));
        return Math.min(wanted, geometry.slots(list) - capacity);
    }

    /** How many slots a list that misses is to get, as far as the budget allows. */
    int affordableGrowth(int list, int capacity, Budget budget) {
        return (int) Math.min(growth(list, capacity), budget.available() / SlabGeometry.size(list));
    }

    /**
     * Gives a list that misses more room, out of the slab's own budget.
     *
     * @return whether it was given any
     */
    boolean grow(Slab slab, int list, ListAccess access) {
        int capacity = slab.capacity(list);
        int wanted = growth(list, capacity);
        if (wanted == 0) {
            return false;
        }
        if (slab.budget.available() < (long) wanted * SlabGeometry.size(list) && slab.stats.mayTake(list)) {
            int victim = nextIdleList(slab);
            if (victim >= 0) {
                halve(slab, victim, access);
            }
        }
        int slots = affordableGrowth(list, capacity, slab.budget);
        return slots > 0 && resize(slab, list, slots, access);
    }

    /**
     * Takes capacity, and the blocks in it, from lists that did not miss lately, until so many bytes of the budget are available.
     */
    void makeAvailable(Slab slab, long bytes, ListAccess access) {
        int victim = nextIdleList(slab);
        while (victim >= 0 && slab.budget.available() < bytes) {
            halve(slab, victim, access);
            victim = nextIdleList(slab);
        }
    }

    /** The next list with capacity that did not miss since the clock hand last passed; -1 after a full turn in vain. */
    private static int nextIdleList(Slab slab) {
        for (int i = 0; i < slab.lists(); i++) {
            int list = slab.stats.passNext();
            if (list >= 0 && slab.capacity(list) > 0) {
                return list;
            }
        }
        return -1;
    }

    private static void halve(Slab slab, int list, ListAccess access) {
        int capacity = slab.capacity(list);
        int slots = (capacity + 1) / 2;
        int room = capacity - slab.count(list);
        if (room < slots) {
            access.evict(slab, list, slots - room);
        }
        resize(slab, list, -slots, access);
    }

    /** Capacity and budget change together. */
    private static boolean resize(Slab slab, int list, int slots, ListAccess access) {
        if (!access.resize(slab, list, slots)) {
            return false;
        }
        slab.budget.spend(slots, SlabGeometry.size(list));
        return true;
    }

    /**
     * How many blocks an empty list is to get, including the caller's: half of its capacity, so that frees find room, but two if
     * they fit, and at most a batch.
     *
     * @param wasFull whether it was full since it was last empty. If all its blocks come and go, and whole batches make a few too
     *                many, they always would; so it gets one less, until they fit
     */
    static int refill(int list, int capacity, boolean wasFull) {
        int blocks = Math.min(SizeClasses.batch(SlabGeometry.sizeClass(list)), half(capacity));
        return Math.max(1, wasFull ? blocks - 1 : blocks);
    }

    /**
     * How many blocks a full list gives away. A list of blocks on their way to another partition gives all of them, because nobody
     * here takes any. Other lists give half, at least two, in whole batches if they have that many, so that blocks that came
     * together go together. When batches between two CPUs were cut at a different place each time, they were shuffled within a
     * second, and what belongs to a block came in no order that hardware predicts: a Netty buffer handed over took 53 ns, and takes
     * 40 this way.
     */
    static int surplus(int list, int capacity) {
        if (SlabGeometry.destination(list) >= 0) {
            return capacity;
        }
        int half = Math.min(half(capacity), BlockBatch.CAPACITY);
        int batch = SizeClasses.batch(SlabGeometry.sizeClass(list));
        return half < batch ? half : half - half % batch;
    }

    private static int half(int capacity) {
        return Math.max(Math.min(2, capacity), capacity / 2);
    }

    /** Bytes of budget that one slab gives to another at a time. */
    long step() {
        return geometry.budget() / BUDGET_PARTS;
    }

    /** Budget that one slab should give to another. */
    record Move(Slab from, Slab to) { }

    /**
     * Lets the slab that missed most since the last call take from the one that missed least. Takes the slabs' locks, one after the
     * other.
     *
     * @return null if they missed about as much
     */
    Move balance(Slab[] slabs) {
        Slab most = null;
        Slab least = null;
        long mostMisses = 0;
        long leastMisses = Long.MAX_VALUE;
        for (Slab slab : slabs) {
            long misses = slab.missesSinceBalance();
            if (misses > mostMisses) {
                most = slab;
                mostMisses = misses;
            }
            if (misses < leastMisses) {
                least = slab;
                leastMisses = misses;
            }
        }
        return most == null || least == most || leastMisses >= mostMisses * FEWER_MISSES ? null : new Move(least, most);
    }
}
