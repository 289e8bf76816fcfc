/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.OsMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The words of one slab, read and written from Java as {@link SlabLayout} draws them. Each field is stored with the same width with
 * which critical sections load it.
 *
 * <p>Nothing here is synchronized: reading what critical sections may be changing gives a guess, and it may be written only while
 * the slab is not in use. Only {@link #open} and {@link #shut} are for a slab in use. The memory belongs to whoever made it.
 */
public final class SlabMemory {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final long address;
    private final ByteBuffer words;

    /**
     * @param address of the slab
     * @param words   a buffer over its memory, in native byte order
     */
    public SlabMemory(long address, ByteBuffer words) {
        this.address = address;
        this.words = words;
    }

    /**
     * A slab in memory of its own, all zero.
     *
     * @param bytes of the slab; the memory is as many whole pages
     * @param name  as in {@link OsMemory#reserve}
     * @throws io.perch.os.OsMemoryException if the system has no memory
     */
    public static SlabMemory map(OsMemory memory, int bytes, String name) {
        long pages = bytes + memory.pageSize() - 1 & -memory.pageSize();
        long address = memory.reserve(pages, memory.pageSize(), name);
        memory.commit(address, pages);
        return new SlabMemory(address, memory.view(address, bytes));
    }

    /** Where the slab is. */
    public long address() {
        return address;
    }

    /** Lets threads of an index use the slab that they remember; everything written to it before is seen by them. */
    public void open(int index, long table) {
        words.putLong(SlabLayout.TABLE, table);
        WORD.setRelease(words, SlabLayout.KEY, SlabLayout.key(index));
    }

    /** Makes critical sections that begin from now on refuse the slab, although a thread remembers it. */
    public void shut() {
        WORD.setVolatile(words, SlabLayout.KEY, SlabLayout.NOBODY);
    }

    /** Whether nobody may use the slab, although a thread remembers it. */
    public boolean isShut() {
        return words.getLong(SlabLayout.KEY) == SlabLayout.NOBODY;
    }

    /** Sets the counts to zero. */
    public void clearCounts() {
        words.putLong(SlabLayout.ALLOCATIONS, 0);
        words.putLong(SlabLayout.LOCAL_FREES, 0);
    }

    /** Makes it a slab of the partition whose lists begin with {@code firstList}. */
    public void setFirstList(int firstList) {
        words.putLong(SlabLayout.PARTITION, firstList);
    }

    /** How many blocks threads popped here; counted by the operations that know partitions. */
    public long allocations() {
        return words.getLong(SlabLayout.ALLOCATIONS);
    }

    /** How many blocks of the slab's partition threads pushed here; counted by the operations that know partitions. */
    public long localFrees() {
        return words.getLong(SlabLayout.LOCAL_FREES);
    }

    /**
     * Lays out a list. All numbers are word offsets from the slab's start.
     *
     * @param begin   its first slot
     * @param current behind its last block
     * @param end     behind the last slot that it may use
     * @param limit   behind the last slot that it can ever get
     */
    public void setList(int list, int begin, int current, int end, int limit) {
        set(list, SlabLayout.HEADER_CURRENT, current);
        set(list, SlabLayout.HEADER_BEGIN, begin);
        set(list, SlabLayout.HEADER_END, end);
        set(list, SlabLayout.HEADER_LIMIT, limit);
    }

    /** Word offset of a list's first slot. */
    public int begin(int list) {
        return get(list, SlabLayout.HEADER_BEGIN);
    }

    /** Word offset behind a list's last block. */
    public int current(int list) {
        return get(list, SlabLayout.HEADER_CURRENT);
    }

    /** Word offset behind the last slot that a list may use. */
    public int end(int list) {
        return get(list, SlabLayout.HEADER_END);
    }

    /** Word offset behind the last slot that a list can ever get. */
    public int limit(int list) {
        return get(list, SlabLayout.HEADER_LIMIT);
    }

    /** Changes how many blocks a list has. */
    public void setCurrent(int list, int current) {
        set(list, SlabLayout.HEADER_CURRENT, current);
    }

    /** Changes how many blocks a list may have. */
    public void setEnd(int list, int end) {
        set(list, SlabLayout.HEADER_END, end);
    }

    /** The block in a slot. */
    public long block(int slot) {
        return words.getLong(slot * SlabLayout.WORD);
    }

    /** Puts a block into a slot. */
    public void setBlock(int slot, long block) {
        words.putLong(slot * SlabLayout.WORD, block);
    }

    private int get(int list, int field) {
        return Short.toUnsignedInt(words.getShort(SlabLayout.header(list) + field));
    }

    private void set(int list, int field, int value) {
        words.putShort(SlabLayout.header(list) + field, (short) value);
    }
}
