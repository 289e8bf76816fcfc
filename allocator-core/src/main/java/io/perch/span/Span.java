/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.PageRun;
import io.perch.sizeclass.SizeClasses;
import java.nio.ByteBuffer;

/**
 * A run of pages cut into blocks of one size class, or one large block. The arena makes these objects and reuses them: what they
 * say holds as long as a block of the span is in use.
 *
 * <p>A bitmap beside the memory, never in it, keeps which blocks are free: a stale reference to a freed block cannot corrupt the
 * allocator, and pages that nobody uses stay untouched. The bitmap and the list links are guarded by the lock of the span's {@link
 * CentralList}; everything else does not change while the span is in use.
 */
public final class Span extends PageRun {
    /** In place of a size class: the span is one large block. */
    public static final int LARGE = -1;

    private static final int MOST_AT_ONCE = 1 << 30;

    /** The next and the previous span of the same list. */
    Span next;
    Span previous;
    /** The list that this span is in, or -1. */
    int list = -1;

    private AddressSpace space;
    private long address;
    private int sizeClass;
    private long blockSize;
    private int blocks;
    /** A bit for each free block; no span has more than {@link SizeClasses#MOST_SPAN_BLOCKS}. */
    private long freeLow;
    private long freeHigh;
    private int freeBlocks;
    /** Of a large block, made when first asked for. */
    private volatile ByteBuffer whole;
    /** Made when many blocks are found free; kept for later uses of this object. */
    private IdleBlocks idle;

    /** Becomes a span of {@code newClass}, with all blocks free. */
    void cut(AddressSpace newSpace, int newClass) {
        become(newSpace, newClass, SizeClasses.size(newClass), SizeClasses.spanBlocks(newClass));
        freeLow = blocks >= Long.SIZE ? -1 : (1L << blocks) - 1;
        freeHigh = blocks == 2 * Long.SIZE ? -1 : blocks > Long.SIZE ? (1L << blocks) - 1 : 0;
        freeBlocks = blocks;
    }

    /** Becomes one large block, in use. */
    void keepWhole(AddressSpace newSpace) {
        become(newSpace, LARGE, bytes(), 1);
    }

    private void become(AddressSpace newSpace, int newClass, long newBlockSize, int newBlocks) {
        space = newSpace;
        address = newSpace.addressOf(first());
        sizeClass = newClass;
        blockSize = newBlockSize;
        blocks = newBlocks;
        next = null;
        previous = null;
        list = -1;
        freeBlocks = 0;
        whole = null;
        if (idle != null) {
            idle.forget();
        }
    }

    /** The address of the first block. */
    public long address() {
        return address;
    }

    /** The size class, or {@link #LARGE}. */
    public int sizeClass() {
        return sizeClass;
    }

    /** Usable bytes of each block. */
    public long blockSize() {
        return blockSize;
    }

    /** How many blocks. */
    public int blocks() {
        return blocks;
    }

    /**
     * The index of the block that contains {@code address}.
     *
     * @param address an address in this span; not checked
     */
    public int indexOf(long address) {
        return sizeClass == LARGE ? 0 : SizeClasses.blockIndex(sizeClass, (int) (address - this.address));
    }

    /**
     * A direct buffer that shows the blocks, in native order, each from {@link #offsetOf} on. It is shared, and shows what belongs
     * to others: use absolute access only, and leave position and limit alone. It does not keep the memory alive.
     *
     * <p>Spans of size classes have it in common. Where nobody used a block for long, each span's own object would not be at hand,
     * and that was a fifth of what a buffer takes there.
     *
     * <p>For a large block whose pages are a little more than a buffer can show, it shows as much as was asked for.
     *
     * @throws IllegalStateException for a large block that was made for more than 2 GiB - 1, which no buffer can show
     */
    public ByteBuffer memory() {
        if (sizeClass != LARGE) {
            return space.window(first());
        }
        ByteBuffer view = whole;
        return view != null ? view : createWhole();
    }

    /**
     * Where a byte is in {@link #memory}.
     *
     * @param address an address in this span; not checked
     */
    public int offsetOf(long address) {
        int inSpan = (int) (address - this.address);
        return sizeClass == LARGE ? inSpan : space.offsetInWindow(first()) + inSpan;
    }

    private ByteBuffer createWhole() {
        if (blockSize - Integer.MAX_VALUE >= SizeClasses.PAGE_SIZE) {
            throw new IllegalStateException("a block of " + blockSize + " bytes is too large for a ByteBuffer");
        }
        ByteBuffer view = space.view(address, (int) Math.min(blockSize, Integer.MAX_VALUE));
        whole = view;
        return view;
    }

    /** Writes zeros to a part of the span, which the caller owns. */
    public void zero(long from, long bytes) {
        long done = 0;
        while (done < bytes) {
            int some = (int) Math.min(MOST_AT_ONCE, bytes - done);
            boolean isShown = from + done + some - address <= Integer.MAX_VALUE;
            ByteBuffer view = isShown ? memory() : space.view(from + done, some);
            Zeros.fill(view, isShown ? offsetOf(from + done) : 0, some);
            done += some;
        }
    }

    /**
     * A free block, of which there must be more than {@code skipped}: the lowest by address, after so many others; but for 0 one
     * that has memory, if there is any.
     *
     * @return its index
     */
    int freeBlock(int skipped) {
        int before = Long.bitCount(freeLow);
        if (skipped == 0) {
            return firstFree();
        } else if (skipped < before) {
            return Long.numberOfTrailingZeros(lowest(freeLow, skipped));
        }
        return Long.SIZE + Long.numberOfTrailingZeros(lowest(freeHigh, skipped - before));
    }

    /** Takes a block that is free. */
    void takeBlock(int index) {
        if (index < Long.SIZE) {
            freeLow ^= 1L << index;
        } else {
            freeHigh ^= 1L << index;
        }
        freeBlocks--;
    }

    private int firstFree() {
        long low = freeLow;
        long high = freeHigh;
        if (idle != null && ((low & ~idle.hollowLow()) | (high & ~idle.hollowHigh())) != 0) {
            low &= ~idle.hollowLow();
            high &= ~idle.hollowHigh();
        }
        return low != 0 ? Long.numberOfTrailingZeros(low) : Long.SIZE + Long.numberOfTrailingZeros(high);
    }

    /** The address of a block. */
    long addressOf(int block) {
        return address + block * blockSize;
    }

    private static long lowest(long bits, int skipped) {
        long left = bits;
        for (int i = 0; i < skipped; i++) {
            left &= left - 1;
        }
        return Long.lowestOneBit(left);
    }

    /**
     * Takes back a block.
     *
     * @return false if it was already free
     */
    boolean putBlock(long block) {
        int index = indexOf(block);
        long bit = 1L << index;
        if (((index < Long.SIZE ? freeLow : freeHigh) & bit) != 0) {
            return false;
        }
        if (index < Long.SIZE) {
            freeLow |= bit;
        } else {
            freeHigh |= bit;
        }
        freeBlocks++;
        return true;
    }

    /** What is known of blocks that are free for long; null if nobody looked. */
    IdleBlocks idle() {
        return idle;
    }

    /** The same, made if there is none. */
    IdleBlocks makeIdle() {
        if (idle == null) {
            idle = new IdleBlocks(this);
        }
        return idle;
    }

    long freeLow() {
        return freeLow;
    }

    long freeHigh() {
        return freeHigh;
    }

    /** How many blocks are free. */
    int freeBlocks() {
        return freeBlocks;
    }

    @Override
    public String toString() {
        return "Span[0x" + Long.toHexString(address) + ", " + blocks + " x " + blockSize + "]";
    }
}
