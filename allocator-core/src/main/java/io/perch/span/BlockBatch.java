/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.rseq.SlabLayout;
import java.nio.LongBuffer;

/**
 * A few block addresses of one size class on their way from one tier to another. Not safe for use by several threads at once; a
 * batch belongs to whoever holds the lock it is kept under.
 *
 * <p>What a failed call leaves in a batch stays there with its size class, so that it can be sent home before the next use, and is
 * never taken for blocks of another class.
 */
public final class BlockBatch {
    /** How many blocks a batch can hold. */
    public static final int CAPACITY = SlabLayout.MAX_BATCH;

    private static final int NO_CLASS = -1;

    private final LongBuffer words;
    private final long address;
    private int sizeClass = NO_CLASS;
    /** The word of the first block: those before it were removed. */
    private int first;
    private int count;

    /**
     * @param words   room for {@link #CAPACITY} addresses
     * @param address where {@code words} lies in memory, for native code; 0 if it is on the heap
     */
    public BlockBatch(LongBuffer words, long address) {
        this.words = words;
        this.address = address;
    }

    /** A batch on the heap, which native code cannot fill. */
    public static BlockBatch onHeap() {
        return new BlockBatch(LongBuffer.allocate(CAPACITY), 0);
    }

    /**
     * Starts a use for blocks of one size class.
     *
     * @return this batch, empty
     * @throws IllegalStateException if blocks are left of the use before
     */
    public BlockBatch begin(int newClass) {
        if (count > 0) {
            throw new IllegalStateException(count + " blocks of class " + sizeClass + " are left");
        }
        sizeClass = newClass;
        first = 0;
        return this;
    }

    /** The size class that the use began with; negative if it did not begin with {@link #begin}. */
    public int sizeClass() {
        return sizeClass;
    }

    /** The address of the first block's word. */
    public long address() {
        return address + (long) first * SlabLayout.WORD;
    }

    /** How many blocks there are. */
    public int count() {
        return count;
    }

    /** Whether no more blocks fit. */
    public boolean isFull() {
        return first + count == CAPACITY;
    }

    /** Adds a block. */
    public void append(long block) {
        words.put(first + count, block);
        count++;
    }

    /** Adds some blocks of an array, the last of them last. */
    public void append(long[] from, int offset, int blocks) {
        words.put(first + count, from, offset, blocks);
        count += blocks;
    }

    /** Moves the blocks that were added last into an array, in the same order. */
    public void moveLast(long[] to, int offset, int blocks) {
        words.get(first + count - blocks, to, offset, blocks);
        count -= blocks;
    }

    /** Writes a word that belongs to the batch once {@link #filled} says so. */
    public void write(int index, long block) {
        words.put(first + index, block);
    }

    /** The block that was added last. */
    public long last() {
        return words.get(first + count - 1);
    }

    /** Removes the block that was added last. */
    public long removeLast() {
        long block = last();
        count--;
        return block;
    }

    /** Tells that the first {@code blocks} words were written. */
    public void filled(int blocks) {
        count = blocks;
    }

    /** Removes the first {@code blocks} blocks, which native code has taken. */
    public void removeFirst(int blocks) {
        first += blocks;
        count -= blocks;
    }
}
