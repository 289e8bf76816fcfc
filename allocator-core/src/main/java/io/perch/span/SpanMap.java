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
 * From an address to its span and its size class: how {@code free} learns what it was given, and that it was given something of
 * ours.
 *
 * <p>The size class of each page is also kept in one flat byte array: {@code free} needs nothing else to find the slab list, and
 * checks the span off its critical path. The array costs 1/8192 of the address space.
 */
public final class SpanMap {
    /** Not a page of a span with a size class; it may be part of a large block. */
    public static final int NO_CLASS = -1;

    private final SpinLock lock = new SpinLock();
    private final Arena arena;
    private final AddressSpace space;
    private final PageMap<Span> spans;
    /** Size class + 1, or 0. */
    private final byte[] classes;

    /** @param arena where the pages of spans come from */
    public SpanMap(Arena arena) {
        this.arena = arena;
        this.space = arena.space();
        this.spans = new PageMap<>(space.capacity());
        this.classes = new byte[space.capacity()];
    }

    AddressSpace space() {
        return space;
    }

    /** How many pages there can be. */
    public int pages() {
        return classes.length;
    }

    /** The size class of the span that {@code address} is in, or {@link #NO_CLASS}. Any address is allowed. */
    public int classOf(long address) {
        int page = space.pageOf(address);
        return page >= 0 && page < classes.length ? classes[page] - 1 : NO_CLASS;
    }

    /** The span that {@code address} is in, or null. Any address is allowed. */
    public Span spanOf(long address) {
        int page = space.pageOf(address);
        return page >= 0 && page < classes.length ? spans.get(page) : null;
    }

    /** Makes a span of {@code sizeClass}, with all blocks free; null if the arena refuses. */
    Span create(int sizeClass) {
        PageRun run = arena.allocate(SizeClasses.spanPages(sizeClass), 1);
        return run == null ? null : enter(Span.ofClass(this, run, sizeClass));
    }

    /**
     * Makes a large block.
     *
     * @param pages     how many, ≥ 1
     * @param alignment the block's address is a multiple of this many pages, a power of two
     * @return its span, or null if the arena refuses
     */
    public Span createLarge(int pages, int alignment) {
        PageRun run = arena.allocate(pages, alignment);
        return run == null ? null : enter(Span.ofLarge(this, run));
    }

    /** Gives the pages of a span back; none of its blocks may be in use. */
    void destroy(Span span) {
        lock.lock();
        try {
            set(span.run(), null, NO_CLASS);
        } finally {
            lock.unlock();
        }
        arena.free(span.run());
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
            set(span.run(), null, NO_CLASS);
        } finally {
            lock.unlock();
        }
        arena.free(span.run());
        return true;
    }

    private Span enter(Span span) {
        lock.lock();
        try {
            set(span.run(), span, span.sizeClass());
        } finally {
            lock.unlock();
        }
        return span;
    }

    private void set(PageRun run, Span span, int sizeClass) {
        for (int page = run.first(); page < run.first() + run.pages(); page++) {
            spans.set(page, span);
            classes[page] = (byte) (sizeClass + 1);
        }
    }
}
