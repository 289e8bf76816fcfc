/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabLayout;
import io.perch.rseq.SlabMemory;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The cache of one CPU or virtual CPU, seen from Java; its lists are changed by restartable sequences only, except while it is
 * stopped.
 *
 * <p>{@code budget = available + Σ size × capacity} holds under {@link #lock}. The lock guards everything that changes. An
 * allocation never waits for it: a thread that does not get it goes to the transfer cache.
 */
final class Slab {
    final CountedLock lock = new CountedLock(LockKind.SLAB);
    final BlockBatch batch;
    final ListStats stats;
    final Surplus surplus;
    final Budget budget;

    private final int index;
    private final int partition;
    private final SlabGeometry geometry;
    private final SlabMemory memory;
    private boolean retired;
    private boolean memoryGivenBack;
    private long missesAtWatch;

    /**
     * Lays out empty lists without capacity.
     *
     * @param index     in the slab table
     * @param partition of the blocks in its own lists
     * @param address   of the memory, at least the geometry's bytes and one batch
     * @param words     a buffer over that memory
     */
    Slab(int index, int partition, long address, ByteBuffer words, SlabGeometry geometry) {
        this.index = index;
        this.partition = partition;
        this.geometry = geometry;
        this.memory = new SlabMemory(address, words);
        this.stats = new ListStats(geometry.lists());
        this.budget = new Budget(geometry.budget());
        this.surplus = new Surplus(geometry.lists());
        memory.clearCounts();
        memory.setFirstList(SlabGeometry.firstList(partition));
        for (int list = 0; list < geometry.lists(); list++) {
            int begin = geometry.begin(list);
            memory.setList(list, begin, begin, begin, geometry.limit(list));
        }
        ByteBuffer behind = words.slice(geometry.bytes(), BlockBatch.CAPACITY * SlabLayout.WORD);
        this.batch = new BlockBatch(behind.order(ByteOrder.nativeOrder()).asLongBuffer(), address + geometry.bytes());
    }

    /** Bytes of memory that a slab of this geometry needs: its lists, and a batch for moving blocks. */
    static int bytes(SlabGeometry geometry) {
        return geometry.bytes() + BlockBatch.CAPACITY * SlabLayout.WORD;
    }

    int index() {
        return index;
    }

    SlabMemory memory() {
        return memory;
    }

    int lists() {
        return geometry.lists();
    }

    /** The partition of the blocks in its own lists. */
    int partition() {
        return partition;
    }

    /** The list for blocks of a class and partition. */
    int list(int ofPartition, int sizeClass) {
        return ofPartition == partition ? sizeClass : SlabGeometry.firstList(ofPartition) + sizeClass;
    }

    /** Blocks in the list; an estimate unless the slab is stopped. */
    int count(int list) {
        return Math.max(0, memory.current(list) - geometry.begin(list));
    }

    /** Blocks of a class and partition; an estimate. */
    int count(int ofPartition, int sizeClass) {
        return (ofPartition == partition ? count(sizeClass) : 0) + onTheirWay(ofPartition, sizeClass);
    }

    /** Blocks of a class on their way to a partition; none where there is only one. */
    int onTheirWay(int toPartition, int sizeClass) {
        return geometry.lists() == SizeClasses.COUNT ? 0 : count(SlabGeometry.firstList(toPartition) + sizeClass);
    }

    /** How many blocks the list may hold now. */
    int capacity(int list) {
        return Math.max(0, memory.end(list) - geometry.begin(list));
    }

    /** The slab will never be in the slab table again. */
    void retire() {
        lock.lock();
        try {
            retired = true;
        } finally {
            lock.unlock();
        }
    }

    /** Its memory is gone: its lists read as empty, without capacity. */
    void giveMemoryBack() {
        memoryGivenBack = true;
        budget.drop();
    }

    boolean hasGivenMemoryBack() {
        return memoryGivenBack;
    }

    boolean isRetired() {
        return retired;
    }

    /** Misses since this was last asked. */
    long missesSinceBalance() {
        lock.lock();
        try {
            return stats.missesSinceBalance();
        } finally {
            lock.unlock();
        }
    }

    /** The part of the budget that no list has. */
    long availableBudget() {
        lock.lock();
        try {
            return budget.available();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up to {@code bytes} of what no list has to another slab; returns how much. */
    long removeBudget(long bytes) {
        lock.lock();
        try {
            return budget.remove(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Gets budget from another slab. */
    void addBudget(long bytes) {
        lock.lock();
        try {
            budget.add(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Samples all lists, unless somebody is at work on this slab. */
    void watch() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            for (int list = 0; list < geometry.lists(); list++) {
                surplus.sample(list, count(list));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a second of watching: what the lists did not need is due from now on, and what a failed call left in the batch.
     *
     * @return whether somebody else has to take it, because no thread missed here since the last time
     */
    boolean endsWatch() {
        lock.lock();
        try {
            boolean leftOver = surplus.isDue();
            for (int list = 0; list < geometry.lists(); list++) {
                surplus.watchAnew(list, count(list));
            }
            boolean missed = stats.misses() != missesAtWatch;
            missesAtWatch = stats.misses();
            return leftOver && surplus.isDue() || !missed && (surplus.isDue() || batch.count() > 0);
        } finally {
            lock.unlock();
        }
    }

    void snapshot(FrontEnd.Snapshot into) {
        lock.lockUncounted();
        try {
            into.locks.add(lock);
            into.caches++;
            into.underflows += stats.underflows;
            into.overflows += stats.overflows;
            into.budgetBytes += budget.total();
            into.availableBytes += budget.available();
            for (int list = 0; list < geometry.lists(); list++) {
                into.capacityBytes += (long) capacity(list) * SlabGeometry.size(list);
            }
        } finally {
            lock.unlock();
        }
    }
}
