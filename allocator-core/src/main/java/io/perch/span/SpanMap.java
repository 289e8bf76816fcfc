/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.PageMap;
import io.perch.arena.PageRun;
import io.perch.sizeclass.SizeClasses;
import io.perch.sync.SpinLock;

/**
 * From an address to its size class and its span: how {@code free} learns what it was given, and that it was given a block of
 * ours.
 *
 * <p>One 16-bit word for each page, in one flat array, is all that {@code free} reads:
 *
 * <pre>
 *   15                          6 5                 0
 *   +----------------------------+-------------------+
 *   | page number in its span    | size class + 1    |     0: no page of a span with a size class
 *   +----------------------------+-------------------+
 * </pre>
 *
 * <p>The array costs 1/4096 of the address space, on the heap.
 */
public final class SpanMap {
    /** There is no block of a size class; it may be a large block. */
    public static final int NO_CLASS = -1;
    /** In the span of a size class, but not the first byte of a block. */
    public static final int NO_BLOCK = -2;

    private static final int CLASS_BITS = 6;
    private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;

    private final SpinLock lock = new SpinLock();
    private final Arena[] arenas;
    private final AddressSpace space;
    private final PageMap<Span> spans;
    private final char[] pages;
    private final BoundObjects boundObjects;
    private volatile SpanListener listener = SpanListener.NONE;

    /** @param arenas where the pages of spans come from, by partition; all of one address space */
    public SpanMap(Arena... arenas) {
        this.arenas = arenas.clone();
        this.space = arenas[0].space();
        this.spans = new PageMap<>(space.capacity());
        this.pages = new char[space.capacity()];
        this.boundObjects = new BoundObjects(space);
    }

    AddressSpace space() {
        return space;
    }

    /** The objects that users have bound to their blocks. */
    public BoundObjects boundObjects() {
        return boundObjects;
    }

    /** Who is told of spans from now on, in place of any other. */
    public void listener(SpanListener newListener) {
        listener = newListener;
    }

    SpanListener listener() {
        return listener;
    }

    /** How many pages a partition can have. */
    public int pages() {
        return space.partPages();
    }

    /**
     * The size class of the block that starts at {@code address}. Any address is allowed.
     *
     * @return the class, or {@link #NO_CLASS} or {@link #NO_BLOCK}
     */
    public int blockClass(long address) {
        int page = space.pageOf(address);
        if (page < 0 || page >= pages.length) {
            return NO_CLASS;
        }
        int word = pages[page];
        int sizeClass = (word & CLASS_MASK) - 1;
        if (sizeClass < 0) {
            return NO_CLASS;
        }
        int offset = (word >>> CLASS_BITS << SizeClasses.PAGE_SHIFT) + ((int) address & SizeClasses.PAGE_SIZE - 1);
        return SizeClasses.isBlockStart(sizeClass, offset) ? sizeClass : NO_BLOCK;
    }

    /** The span that {@code address} is in, or null. Any address is allowed. */
    public Span spanOf(long address) {
        int page = space.pageOf(address);
        return page >= 0 && page < pages.length ? spans.get(page) : null;
    }

    /** The partition of a block: where its memory is. */
    public int partitionOf(long block) {
        return space.partitionOf(space.pageOf(block));
    }

    /** Makes a span of {@code sizeClass} at {@code partition}, with all blocks free; null if the arena refuses. */
    Span create(int sizeClass, int partition) {
        PageRun run = arenas[partition].allocate(SizeClasses.spanPages(sizeClass), 1);
        return run == null ? null : enter(Span.ofClass(this, run, sizeClass));
    }

    /**
     * Makes a large block.
     *
     * @param pages     how many, ≥ 1
     * @param alignment the block's address is a multiple of this many pages, a power of two
     * @param partition      where its memory is
     * @return its span, or null if the arena refuses
     */
    public Span createLarge(int pages, int alignment, int partition) {
        PageRun run = arenas[partition].allocate(pages, alignment);
        return run == null ? null : enter(Span.ofLarge(this, run));
    }

    /** Gives the pages of a span back; none of its blocks may be in use. */
    void destroy(Span span) {
        listener.destroyed(span);
        boundObjects.clear(span.run());
        lock.lock();
        try {
            set(span.run(), null, Span.LARGE);
        } finally {
            lock.unlock();
        }
        free(span.run());
    }

    /**
     * Gives a large block back.
     *
     * @return false if it was not in use: the caller frees it twice
     */
    public boolean destroyLarge(Span span) {
        lock.lock();
        try {
            if (spans.get(span.run().first()) != span) {
                return false;
            }
            set(span.run(), null, Span.LARGE);
        } finally {
            lock.unlock();
        }
        listener.destroyed(span);
        free(span.run());
        return true;
    }

    private void free(PageRun run) {
        arenas[space.partitionOf(run.first())].free(run);
    }

    private Span enter(Span span) {
        lock.lock();
        try {
            set(span.run(), span, span.sizeClass());
        } finally {
            lock.unlock();
        }
        listener.created(span);
        return span;
    }

    private void set(PageRun run, Span span, int sizeClass) {
        for (int i = 0; i < run.pages(); i++) {
            spans.set(run.first() + i, span);
            pages[run.first() + i] = (char) (sizeClass < 0 ? 0 : i << CLASS_BITS | sizeClass + 1);
        }
    }
}
