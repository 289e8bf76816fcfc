/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.BufferAddress;
import io.perch.os.Refusals;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Residence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The address space where no system call can be made: chunks of direct memory from the JDK, taken one by one. The JDK fills each
 * with zeros when it is taken, and so commits it; only the garbage collector gives it back, after the allocator is closed.
 */
public final class ChunkedSpace extends AddressSpace {
    /** Pages of the smallest chunk, 8 MiB: a chunk is committed as a whole. */
    static final int CHUNK_PAGES = 1 << 10;

    private static final Chunk[] NONE = {};

    private final int capacity;
    private final Refusals refusals = new Refusals();
    /** Chunks in the order of their page numbers, which is the order in which they were taken. */
    private volatile Chunk[] chunks = NONE;

    /** @param bytes how much all chunks may have together, rounded up to whole chunks */
    public ChunkedSpace(long bytes) {
        BufferAddress.prepare();
        long pages = (bytes + SizeClasses.PAGE_SIZE - 1) >> SizeClasses.PAGE_SHIFT;
        this.capacity = Math.toIntExact((pages + CHUNK_PAGES - 1) / CHUNK_PAGES * CHUNK_PAGES);
    }

    @Override
    public int pageOf(long address) {
        for (Chunk chunk : chunks) {
            long page = (address - chunk.address) >> SizeClasses.PAGE_SHIFT;
            if (page >= 0 && page < chunk.pages && address >= chunk.address) {
                return chunk.first + (int) page;
            }
        }
        return -1;
    }

    @Override
    public long offsetOf(long address) {
        return (long) pageOf(address) << SizeClasses.PAGE_SHIFT | address & SizeClasses.PAGE_SIZE - 1;
    }

    @Override
    public long addressOf(int page) {
        Chunk chunk = chunkOf(page);
        return chunk.address + ((long) (page - chunk.first) << SizeClasses.PAGE_SHIFT);
    }

    private Chunk chunkOf(int page) {
        for (Chunk chunk : chunks) {
            if (page >= chunk.first && page < chunk.first + chunk.pages) {
                return chunk;
            }
        }
        throw new IllegalArgumentException("page " + page + " is beyond the frontier");
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int partPages() {
        return capacity;
    }

    @Override
    public int partitionOf(int page) {
        return 0;
    }

    @Override
    public ByteBuffer window(int page) {
        return chunkOf(page).buffer;
    }

    @Override
    public int offsetInWindow(int page) {
        return (int) (addressOf(page) - chunkOf(page).base);
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        Chunk chunk = chunkOf(pageOf(address));
        return chunk.buffer.slice((int) (address - chunk.base), bytes).order(ByteOrder.nativeOrder());
    }

    /** Whole chunks, because pages of two chunks are not contiguous in memory. A chunk ends below 2 GiB, as buffers do. */
    @Override
    int leastStep(int frontier, int pages) {
        int whole = (pages + CHUNK_PAGES - 1) / CHUNK_PAGES * CHUNK_PAGES;
        return whole < Integer.MAX_VALUE >> SizeClasses.PAGE_SHIFT ? whole : Integer.MAX_VALUE;
    }

    @Override
    int goodStep(int frontier, int pages) {
        return leastStep(frontier, pages);
    }

    @Override
    void commit(int first, int pages) {
        Chunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = new Chunk(first, pages);
        chunks = more;
    }

    @Override
    boolean joins(int page) {
        for (Chunk chunk : chunks) {
            if (page > chunk.first && page < chunk.first + chunk.pages) {
                return true;
            }
        }
        return false;
    }

    @Override
    int releaseUnit() {
        return 1;
    }

    @Override
    boolean release(int first, int pages) {
        refusals.add(Refusals.Kind.RELEASE, "release: a part of a direct buffer cannot be given back");
        return false;
    }

    @Override
    public long innerUnit() {
        return 0;
    }

    @Override
    boolean releaseInside(int first, long offset, long bytes) {
        return false;
    }

    @Override
    void renew(int first, int pages) {
        throw new IllegalStateException("no pages were released");
    }

    @Override
    Refusals refusals(int partition) {
        return refusals;
    }

    @Override
    boolean keepsHugePages() {
        return false;
    }

    @Override
    Residence residence(int first, int pages) {
        return Residence.UNKNOWN;
    }

    /** The JDK has filled its buffers with zeros. */
    @Override
    long residentBytes(int first, int pages) {
        return (long) pages << SizeClasses.PAGE_SHIFT;
    }

    @Override
    boolean unmap(int partition) {
        chunks = NONE;
        return true;
    }

    /** One direct buffer, with the page-aligned part of it that is used. */
    private static final class Chunk {
        final int first;
        final int pages;
        final ByteBuffer buffer;
        final long base;
        final long address;

        Chunk(int first, int pages) {
            this.first = first;
            this.pages = pages;
            this.buffer = ByteBuffer.allocateDirect((pages + 1) << SizeClasses.PAGE_SHIFT);
            this.base = BufferAddress.of(buffer);
            this.address = (base + SizeClasses.PAGE_SIZE - 1) & -SizeClasses.PAGE_SIZE;
        }
    }
}
