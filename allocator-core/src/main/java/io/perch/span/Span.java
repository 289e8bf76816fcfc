/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.PageRun;
import io.perch.sizeclass.SizeClasses;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A run of pages cut into blocks of one size class, or one large block.
 *
 * <p>Which blocks are free is kept in a bitmap beside the memory, never in it: a stale reference to a freed block cannot corrupt
 * the allocator, and pages that nobody uses stay untouched. The bitmap and the list links are guarded by the lock of the span's
 * {@link CentralList}; everything else never changes.
 */
public final class Span {
    /** In place of a size class: the span is one large block. */
    public static final int LARGE = -1;

    /** The next and the previous span of the same list. */
    Span next;
    Span previous;
    /** The list that this span is in, or -1. */
    int list = -1;

    private final PageRun run;
    private final SpanMap owner;
    private final long address;
    private final int sizeClass;
    private final long blockSize;
    private final int blocks;
    private final long[] free;
    private int freeBlocks;
    private volatile ByteBuffer memory;

    private Span(SpanMap owner, PageRun run, int sizeClass, long blockSize, int blocks) {
        this.owner = owner;
        this.run = run;
        this.address = owner.space().addressOf(run.first());
        this.sizeClass = sizeClass;
        this.blockSize = blockSize;
        this.blocks = blocks;
        this.free = new long[(blocks + Long.SIZE - 1) / Long.SIZE];
    }

    /** A span of {@code sizeClass}, with all blocks free. */
    static Span ofClass(SpanMap owner, PageRun run, int sizeClass) {
        int blocks = SizeClasses.spanBlocks(sizeClass);
        Span span = new Span(owner, run, sizeClass, SizeClasses.size(sizeClass), blocks);
        Arrays.fill(span.free, -1L);
        int spare = span.free.length * Long.SIZE - blocks;
        span.free[span.free.length - 1] >>>= spare;
        span.freeBlocks = blocks;
        return span;
    }

    /** One large block, in use. */
    static Span ofLarge(SpanMap owner, PageRun run) {
        return new Span(owner, run, LARGE, run.bytes(), 1);
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

    /** The pages. */
    PageRun run() {
        return run;
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
     * A direct buffer over all blocks, in native order. It is shared: use absolute access only, and leave position and limit
     * alone. It does not keep the memory alive.
     *
     * @throws IllegalStateException for a large block of 2 GiB or more, which no buffer can show
     */
    public ByteBuffer memory() {
        ByteBuffer view = memory;
        return view != null ? view : createView();
    }

    private ByteBuffer createView() {
        long bytes = blockSize * blocks;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalStateException("a block of " + bytes + " bytes is too large for a ByteBuffer");
        }
        ByteBuffer view = owner.space().view(address, (int) bytes);
        memory = view;
        return view;
    }

    /** Takes the free block with the lowest address; there must be one. */
    long takeBlock() {
        int word = 0;
        while (free[word] == 0) {
            word++;
        }
        int bit = Long.numberOfTrailingZeros(free[word]);
        free[word] &= free[word] - 1;
        freeBlocks--;
        return address + (long) (word * Long.SIZE + bit) * blockSize;
    }

    /**
     * Takes a block back.
     *
     * @return false if it was free already
     */
    boolean putBlock(long block) {
        int index = indexOf(block);
        long bit = 1L << index;
        if ((free[index / Long.SIZE] & bit) != 0) {
            return false;
        }
        free[index / Long.SIZE] |= bit;
        freeBlocks++;
        return true;
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
