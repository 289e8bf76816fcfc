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
    private final int home;
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
    /** Misses of each list since the clock hand passed it. */
    private final int[] recentMisses;
    /** Whether a list was full since it last was empty. */
    private final boolean[] full;
    private int hand;

    /** A slab where there is one home. */
    Slab(int index, long address, ByteBuffer memory, SlabGeometry geometry) {
        this(index, 0, address, memory, geometry);
    }

    /**
     * Lays out empty lists without capacity.
     *
     * @param index   in the slab table
     * @param home    of the blocks in its own lists
     * @param address of the memory, at least the geometry's bytes and one batch
     * @param memory  a buffer over that memory
     */
    Slab(int index, int home, long address, ByteBuffer memory, SlabGeometry geometry) {
        this.index = index;
        this.home = home;
        this.address = address;
        this.memory = memory;
        this.geometry = geometry;
        this.budget = geometry.budget();
        this.available = budget;
        this.recentMisses = new int[geometry.lists()];
        this.full = new boolean[geometry.lists()];
        memory.putLong(SlabLayout.PARTITION, SlabGeometry.firstList(home));
        for (int list = 0; list < geometry.lists(); list++) {
            short begin = (short) geometry.begin(list);
            put(list, SlabLayout.HEADER_CURRENT, begin);
            put(list, SlabLayout.HEADER_BEGIN, begin);
            put(list, SlabLayout.HEADER_END, begin);
            put(list, SlabLayout.HEADER_LIMIT, (short) geometry.limit(list));
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

    int lists() {
        return geometry.lists();
    }

    /** The home of the blocks in its own lists. */
    int home() {
        return home;
    }

    /** The home of the blocks in a list. */
    int homeOf(int list) {
        return list < SizeClasses.COUNT ? home : SlabGeometry.destination(list);
    }

    /** Blocks that threads here popped; counted where there are several homes. */
    long allocations() {
        return memory.getLong(SlabLayout.ALLOCATIONS);
    }

    /** Blocks of the home that threads here pushed; counted where there are several homes. */
    long localFrees() {
        return memory.getLong(SlabLayout.LOCAL_FREES);
    }

    private void put(int list, int field, short value) {
        memory.putShort(SlabLayout.header(list) + field, value);
    }

    private int get(int list, int field) {
        return Short.toUnsignedInt(memory.getShort(SlabLayout.header(list) + field));
    }

    /** Blocks in the list; a guess unless the slab is stopped. */
    int count(int list) {
        return Math.max(0, get(list, SlabLayout.HEADER_CURRENT) - geometry.begin(list));
    }

    /** How many blocks the list may hold now. */
    int capacity(int list) {
        return Math.max(0, get(list, SlabLayout.HEADER_END) - geometry.begin(list));
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
        for (int list = 0; list < recentMisses.length; list++) {
            bytes += (long) count(list) * SlabGeometry.size(list);
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
    void resized(int list, int slots) {
        available -= (long) slots * SlabGeometry.size(list);
    }

    /** A list was empty; returns whether it was full since it last was. */
    boolean underflowed(int list) {
        underflows++;
        recentMisses[list]++;
        boolean wasFull = full[list];
        full[list] = false;
        return wasFull;
    }

    /** A list was full. */
    void overflowed(int list) {
        overflows++;
        recentMisses[list]++;
        full[list] = true;
    }

    /**
     * The next list whose capacity may be taken away: one that did not miss since the hand last passed. -1 after one turn in
     * vain.
     */
    int nextIdleList() {
        for (int i = 0; i < recentMisses.length; i++) {
            int list = hand;
            hand = (hand + 1) % recentMisses.length;
            int misses = recentMisses[list];
            recentMisses[list] = 0;
            if (misses == 0 && capacity(list) > 0) {
                return list;
            }
        }
        return -1;
    }

    /** Takes {@code slots} without blocks from a list of a stopped slab. */
    void shrinkStopped(int list, int slots) {
        put(list, SlabLayout.HEADER_END, (short) (get(list, SlabLayout.HEADER_END) - slots));
        resized(list, -slots);
    }

    /** Moves blocks of a stopped slab to its batch, as many as fit. Memory that was given back stays untouched. */
    void takeStopped(int list) {
        int current = get(list, SlabLayout.HEADER_CURRENT);
        while (current > geometry.begin(list) && !batch.isFull()) {
            current--;
            batch.append(memory.getLong(current * SlabLayout.WORD));
        }
        if (batch.count() > 0) {
            put(list, SlabLayout.HEADER_CURRENT, (short) current);
        }
    }
}
