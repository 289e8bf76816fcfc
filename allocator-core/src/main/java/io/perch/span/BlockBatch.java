/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.rseq.SlabLayout;
import java.nio.LongBuffer;

/**
 * A few block addresses on their way from one tier to another. Not safe for use by several threads at once; a batch belongs to
 * whoever holds the lock it is kept under.
 */
public final class BlockBatch {
    /** How many blocks a batch can hold. */
    public static final int CAPACITY = SlabLayout.MAX_BATCH;

    private final LongBuffer words;
    private final long address;
    private int count;

    /**
     * @param words   room for {@link #CAPACITY} addresses
     * @param address where {@code words} is in memory, for native code; 0 if it is on the heap
     */
    public BlockBatch(LongBuffer words, long address) {
        this.words = words;
        this.address = address;
    }

    /** A batch on the heap, which native code cannot fill. */
    public static BlockBatch onHeap() {
        return new BlockBatch(LongBuffer.allocate(CAPACITY), 0);
    }

    /** The address of the first word. */
    public long address() {
        return address;
    }

    /** How many blocks there are. */
    public int count() {
        return count;
    }

    /** Whether no more blocks fit. */
    public boolean isFull() {
        return count == CAPACITY;
    }

    /** Adds a block. */
    public void append(long block) {
        words.put(count, block);
        count++;
    }

    /** The block that was added last. */
    public long last() {
        return words.get(count - 1);
    }

    /** Removes the block that was added last. */
    public long removeLast() {
        count--;
        return words.get(count);
    }

    /** Tells that native code has written the first {@code blocks} words. */
    public void filled(int blocks) {
        count = blocks;
    }

    /** Removes the first {@code blocks} blocks, which native code has taken. */
    public void removeFirst(int blocks) {
        for (int i = blocks; i < count; i++) {
            words.put(i - blocks, words.get(i));
        }
        count -= blocks;
    }
}
