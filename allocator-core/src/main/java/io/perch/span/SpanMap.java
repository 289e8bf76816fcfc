/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.sizeclass.SizeClasses;
import io.perch.sync.LockTally;
import io.perch.sync.SpareStack;
import java.lang.ref.WeakReference;
import java.util.SplittableRandom;

/** Makes spans and gives them up; leads from an address to its size class and its span. May be called from any thread. */
public final class SpanMap {
    /** There is no block of a size class; it may be a large block. */
    public static final int NO_CLASS = -1;
    /** In the span of a size class, but not the first byte of a block. */
    public static final int NO_BLOCK = -2;

    private final Arena[] arenas;
    private final AddressSpace space;
    private final ClassMap classes;
    private final WeakReference<BoundObjects> boundObjects;
    /** Keeps the bound objects until somebody else does. */
    private BoundObjects boundHere;
    /** Where the lists' own come from; null if blocks are handed out in the order of their addresses. */
    private SplittableRandom random;
    /** Null unless somebody notes which blocks users have. */
    private BlockStates states;
    private volatile SpanListener listener = SpanListener.NONE;

    /** @param arenas where the pages of spans come from, by partition; all in one address space, and made with {@link Span#Span} */
    public SpanMap(Arena... arenas) {
        this.arenas = arenas.clone();
        this.space = arenas[0].space();
        PageOrder order = new PageOrder(space);
        this.classes = new ClassMap(space, order);
        this.boundHere = new BoundObjects(space, order);
        this.boundObjects = new WeakReference<>(boundHere);
    }

    /** The objects that users have bound to their blocks; null once nobody keeps them. */
    public BoundObjects boundObjects() {
        return boundObjects.get();
    }

    /**
     * Like {@link #boundObjects}, for a caller that keeps them from now on: they refer to the allocator, which otherwise could
     * never become garbage while something behind it is reachable.
     */
    public BoundObjects takeBoundObjects() {
        BoundObjects taken = boundObjects.get();
        boundHere = null;
        return taken;
    }

    /**
     * Has blocks leave their spans in random order from now on. To be called before lists are made.
     *
     * @param seed that nobody can foresee
     */
    public void shuffle(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The source of chance for a list of spans, or null if it needs none. */
    SplittableRandom randomOrder() {
        return random == null ? null : random.split();
    }

    /** Room to note which blocks users have. To be called before spans are made. */
    public BlockStates makeStates() {
        states = new BlockStates(space);
        return states;
    }

    /** Sets who is told of spans from now on, in place of any other. */
    public void listener(SpanListener newListener) {
        listener = newListener;
    }

    /** Where the spans of a partition come from. */
    Arena arena(int partition) {
        return arenas[partition];
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
        return classes.blockClass(address);
    }

    /**
     * Like {@link #blockClass}, for the slow path of a free: also finds what another thread has just entered and this one may not
     * have seen completely.
     */
    public int blockClassNow(long address) {
        SpareStack.require();
        return classes.blockClassNow(address);
    }

    /**
     * Has {@link #blockClass} find no block in the page where a block starts, so that whoever frees it looks under the lock.
     *
     * @param block the start of a block that the caller owns
     */
    public void watch(long block) {
        classes.hide(block, true);
    }

    /** Ends that. */
    public void unwatch(long block) {
        classes.hide(block, false);
    }

    /** The span that {@code address} is in, or null. Any address is allowed. */
    public Span spanOf(long address) {
        int page = space.pageOf(address);
        return page >= 0 && page < space.capacity() ? (Span) arenas[space.partitionOf(page)].runOf(page) : null;
    }

    /** The partition of a block: where its memory is. */
    public int partitionOf(long block) {
        return space.partitionOf(space.pageOf(block));
    }

    /** Makes a span of {@code sizeClass} in {@code partition}, with all blocks free; null if the arena refuses. */
    Span create(int sizeClass, int partition) {
        Span span = (Span) arenas[partition].allocate(SizeClasses.spanPages(sizeClass), 1);
        if (span == null) {
            return null;
        }
        span.cut(space, sizeClass);
        boolean entered = false;
        try {
            if (states != null) {
                states.cover(span);
            }
            classes.enter(span);
            entered = true;
        } finally {
            if (!entered) {
                arenas[partition].free(span);
            }
        }
        tell(Event.CREATED, span);
        return span;
    }

    /**
     * Makes a large block.
     *
     * @param pages     how many, ≥ 1
     * @param alignment the block's address is a multiple of this many pages, a power of two
     * @param partition where its memory is
     * @return its span, or null if the arena refuses
     */
    public Span createLarge(int pages, int alignment, int partition) {
        Span span = (Span) arenas[partition].allocate(pages, alignment);
        if (span != null) {
            span.keepWhole(space);
            tell(Event.CREATED, span);
        }
        return span;
    }

    /**
     * Makes a large block longer without moving it.
     *
     * @param pages how many it is to have, more than now
     * @return whether it has them
     */
    public boolean extendLarge(Span span, int pages) {
        if (!arenas[space.partitionOf(span.first())].extend(span, pages)) {
            return false;
        }
        tell(Event.DESTROYED, span);
        span.keepWhole(space);
        tell(Event.CREATED, span);
        return true;
    }

    /** Gives the pages of a span back; none of its blocks may be in use. */
    void destroy(Span span) {
        tell(Event.DESTROYED, span);
        BoundObjects bound = boundObjects.get();
        if (bound != null) {
            bound.clear(span);
        }
        classes.remove(span);
        arenas[space.partitionOf(span.first())].free(span);
    }

    /**
     * Takes a large block from its user, for {@link #destroyLarge}.
     *
     * @param address where it starts
     * @return false if it was not in use: the caller frees it twice
     */
    public boolean claimLarge(Span span, long address) {
        int page = space.pageOf(address);
        return arenas[space.partitionOf(page)].claim(span, page);
    }

    /** Gives the pages of a large block back; its user has been {@linkplain #claimLarge parted} from it. */
    public void destroyLarge(Span span) {
        tell(Event.DESTROYED, span);
        arenas[space.partitionOf(span.first())].free(span);
    }

    /** The span is kept without blocks in use. */
    void emptied(Span span) {
        tell(Event.EMPTIED, span);
    }

    /** Adds the counts of the locks of both maps; a few may be missed. */
    public void addLocks(LockTally tally) {
        classes.addLocks(tally);
        BoundObjects bound = boundObjects.get();
        if (bound != null) {
            bound.addLocks(tally);
        }
    }

    private enum Event { CREATED, EMPTIED, DESTROYED }

    /** What a listener throws is its own affair: the span has already changed. */
    private void tell(Event event, Span span) {
        try {
            switch (event) {
                case CREATED -> listener.created(span);
                case EMPTIED -> listener.emptied(span);
                case DESTROYED -> listener.destroyed(span);
                default -> throw new IllegalArgumentException(event.toString());
            }
        } catch (RuntimeException | Error ignored) {
            return;
        }
    }
}
