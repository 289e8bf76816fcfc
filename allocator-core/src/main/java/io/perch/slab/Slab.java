/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.rseq.SlabLayout;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.sync.SpinLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The cache of one CPU or virtual CPU, seen from Java; its lists are changed by restartable sequences only, except while it is
 * stopped.
 *
 * <p>{@code budget = available + Σ size × capacity} holds under {@link #lock}. The lock guards all fields that change, and is
 * never waited for on the way of an allocation: who does not get it goes to the transfer cache.
 */
final class Slab {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    final SpinLock lock = new SpinLock();
    final BlockBatch batch;
    /** Times that a list was empty or full; counted under the lock, so a few are missed. */
    long underflows;
    long overflows;

    private final int index;
    private final long address;
    private final SlabGeometry geometry;
    private final ByteBuffer memory;
    private boolean retired;
    private long budget;
    /** Budget that no list has yet. */
    private long available;
    private long missesAtBalance;
    /** What the slab looked like when it was last found changed, and when that was. */
    private long lastMisses;
    private long lastBytes;
    private long quietSince;
    /** Misses of each class since the clock hand passed it. */
    private final int[] recentMisses = new int[SizeClasses.COUNT];
    private int hand;

    /**
     * Lays out empty lists without capacity.
     *
     * @param index   in the slab table
     * @param address of the memory, at least the geometry's bytes and one batch
     * @param memory  a buffer over that memory
     */
    Slab(int index, long address, ByteBuffer memory, SlabGeometry geometry) {
        this.index = index;
        this.address = address;
        this.memory = memory;
        this.geometry = geometry;
        this.budget = geometry.budget();
        this.available = budget;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            short begin = (short) geometry.begin(sizeClass);
            put(sizeClass, SlabLayout.HEADER_CURRENT, begin);
            put(sizeClass, SlabLayout.HEADER_BEGIN, begin);
            put(sizeClass, SlabLayout.HEADER_END, begin);
            put(sizeClass, SlabLayout.HEADER_LIMIT, (short) geometry.limit(sizeClass));
        }
        ByteBuffer words = memory.slice(geometry.bytes(), BlockBatch.CAPACITY * SlabLayout.WORD);
        this.batch = new BlockBatch(words.order(ByteOrder.nativeOrder()).asLongBuffer(), address + geometry.bytes());
    }

    /** Bytes of memory that a slab of this geometry needs: its lists, and a batch for moving blocks. */
    static int bytes(SlabGeometry geometry) {
        return geometry.bytes() + BlockBatch.CAPACITY * SlabLayout.WORD;
    }

    int index() {
        return index;
    }

    /** Lets threads of this index use the slab that they remember; everything written to it before is seen by them. */
    void open(long table) {
        memory.putLong(SlabLayout.TABLE, table);
        WORD.setRelease(memory, SlabLayout.KEY, SlabLayout.key(index));
    }

    /** Makes critical sections that begin from now on refuse the slab, although a thread remembers it. */
    void shut() {
        WORD.setVolatile(memory, SlabLayout.KEY, SlabLayout.NOBODY);
    }

    long address() {
        return address;
    }

    private void put(int sizeClass, int field, short value) {
        memory.putShort(SlabLayout.header(sizeClass) + field, value);
    }

    private int get(int sizeClass, int field) {
        return Short.toUnsignedInt(memory.getShort(SlabLayout.header(sizeClass) + field));
    }

    /** Blocks in the list; a guess unless the slab is stopped. */
    int count(int sizeClass) {
        return Math.max(0, get(sizeClass, SlabLayout.HEADER_CURRENT) - geometry.begin(sizeClass));
    }

    /** How many blocks the list may hold now. */
    int capacity(int sizeClass) {
        return Math.max(0, get(sizeClass, SlabLayout.HEADER_END) - geometry.begin(sizeClass));
    }

    /** The most bytes of free blocks that this slab may hold. */
    long budget() {
        return budget;
    }

    void addBudget(long bytes) {
        budget += bytes;
        available += bytes;
    }

    /** Gives away up to {@code bytes} that no list has; returns how many. */
    long removeBudget(long bytes) {
        long removed = Math.min(bytes, available);
        budget -= removed;
        available -= removed;
        return removed;
    }

    /** It will never be in the slab table again. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** For a retired slab whose memory is gone: its lists read as empty ones without capacity. */
    void dropBudget() {
        budget = 0;
        available = 0;
    }

    /** Misses since this was last asked. */
    long missesSinceBalance() {
        long misses = underflows + overflows - missesAtBalance;
        missesAtBalance = underflows + overflows;
        return misses;
    }

    /**
     * Whether the slab holds blocks and was found with the same bytes and misses for {@code idleNanos}, each time that this was
     * asked.
     */
    boolean isIdle(long now, long idleNanos) {
        long bytes = 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            bytes += (long) count(sizeClass) * SizeClasses.size(sizeClass);
        }
        long misses = underflows + overflows;
        if (bytes == 0 || bytes != lastBytes || misses != lastMisses) {
            lastBytes = bytes;
            lastMisses = misses;
            quietSince = now;
        }
        return now - quietSince >= idleNanos;
    }

    /** Budget that no list has yet, in bytes. */
    long available() {
        return available;
    }

    /** Accounts for a capacity that was changed by {@code slots}, which may be negative. */
    void resized(int sizeClass, int slots) {
        available -= (long) slots * SizeClasses.size(sizeClass);
    }

    void missed(int sizeClass) {
        recentMisses[sizeClass]++;
    }

    /**
     * The next class whose capacity may be taken away: one that did not miss since the hand last passed. -1 after one turn in
     * vain.
     */
    int nextIdleClass() {
        for (int i = 0; i < SizeClasses.COUNT; i++) {
            int sizeClass = hand;
            hand = (hand + 1) % SizeClasses.COUNT;
            int misses = recentMisses[sizeClass];
            recentMisses[sizeClass] = 0;
            if (misses == 0 && capacity(sizeClass) > 0) {
                return sizeClass;
            }
        }
        return -1;
    }

    /** Takes {@code slots} without blocks from a list of a stopped slab. */
    void shrinkStopped(int sizeClass, int slots) {
        put(sizeClass, SlabLayout.HEADER_END, (short) (get(sizeClass, SlabLayout.HEADER_END) - slots));
        resized(sizeClass, -slots);
    }

    /** Moves blocks of a stopped slab to its batch, as many as fit. Memory that was given back stays untouched. */
    void takeStopped(int sizeClass) {
        int current = get(sizeClass, SlabLayout.HEADER_CURRENT);
        while (current > geometry.begin(sizeClass) && !batch.isFull()) {
            current--;
            batch.append(memory.getLong(current * SlabLayout.WORD));
        }
        if (batch.count() > 0) {
            put(sizeClass, SlabLayout.HEADER_CURRENT, (short) current);
        }
    }
}
