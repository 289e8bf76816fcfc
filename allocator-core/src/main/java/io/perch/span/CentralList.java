/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.sizeclass.SizeClasses;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import java.util.SplittableRandom;

/**
 * The spans of one size class and partition. Blocks are taken from the fullest span, so that the emptiest ones get time to become
 * empty and go back to the arena. All methods may be called from any thread.
 *
 * <p>{@code span blocks = free blocks + blocks handed out}.
 */
public final class CentralList {
    /** Spans with free blocks and blocks in use, by eighths: list 0 has the fullest, those with less than 1/8 free. */
    private static final int LISTS = 8;

    private final CountedLock lock = new CountedLock(LockKind.CENTRAL_LIST);
    private final SpanMap map;
    private final int sizeClass;
    private final int partition;
    private final Span[] lists = new Span[LISTS];
    private final DoubleFrees doubleFrees;
    /** In hardened mode; otherwise null. */
    private final SplittableRandom random;
    /**
     * One span without blocks in use is kept, so that a single block that comes and goes does not make and destroy a span each
     * time.
     */
    private Span empty;
    private int spans;
    private long freeBlocks;
    private boolean keepsEmpty = true;

    /**
     * @param map       where spans are made
     * @param sizeClass of all blocks here
     * @param partition of all blocks here
     */
    public CentralList(SpanMap map, int sizeClass, int partition) {
        this.map = map;
        this.sizeClass = sizeClass;
        this.partition = partition;
        this.doubleFrees = new DoubleFrees(sizeClass);
        this.random = map.randomOrder();
    }

    /**
     * Takes up to {@code count} blocks and appends them to {@code target}.
     *
     * @return how many; less than {@code count} only if the arena refuses another span
     */
    public int take(BlockBatch target, int count) {
        lock.lock();
        try {
            int taken = 0;
            while (taken < count) {
                long block = takeBlock();
                if (block == 0) {
                    break;
                }
                target.append(block);
                taken++;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one block.
     *
     * @return its address, or 0 if the arena refuses another span
     */
    public long takeOne() {
        lock.lock();
        try {
            return takeBlock();
        } finally {
            lock.unlock();
        }
    }

    private long takeBlock() {
        Span span = fullest();
        if (span == null) {
            return 0;
        }
        long block = span.takeBlock(random == null ? 0 : random.nextInt(span.freeBlocks()));
        freeBlocks--;
        relist(span);
        return block;
    }

    private Span fullest() {
        for (Span span : lists) {
            if (span != null) {
                return span;
            }
        }
        Span span = empty;
        empty = null;
        if (span == null) {
            span = map.create(sizeClass, partition);
            if (span == null) {
                return null;
            }
            spans++;
            freeBlocks += span.blocks();
        }
        return span;
    }

    /**
     * Takes back all blocks of {@code source}. One that is already free was freed twice: it is left out, counted, and the first of
     * them logged, because the thread that brings it here is seldom the one to blame.
     */
    public void put(BlockBatch source) {
        Span emptied = null;
        lock.lock();
        try {
            while (source.count() > 0) {
                // Not the other way round: what fails here is still in the batch.
                emptied = putBlock(source.last(), emptied);
                source.removeLast();
            }
        } finally {
            lock.unlock();
        }
        destroy(emptied);
        doubleFrees.tell();
    }

    /** Takes back one block, as {@link #put} does. */
    public void putOne(long block) {
        Span emptied;
        lock.lock();
        try {
            emptied = putBlock(block, null);
        } finally {
            lock.unlock();
        }
        destroy(emptied);
        doubleFrees.tell();
    }

    /** Returns the chain of spans to destroy once the lock is released. */
    private Span putBlock(long block, Span emptied) {
        Span span = map.spanOf(block);
        if (span == null || span.sizeClass() != sizeClass || map.partitionOf(block) != partition || !span.putBlock(block)) {
            doubleFrees.found(block);
            return emptied;
        }
        freeBlocks++;
        relist(span);
        if (span.freeBlocks() < span.blocks()) {
            return emptied;
        }
        if (empty == null && keepsEmpty) {
            empty = span;
            map.emptied(span);
            return emptied;
        }
        spans--;
        freeBlocks -= span.blocks();
        span.next = emptied;
        return span;
    }

    /** Gives the empty span back to the arena. */
    public void trim() {
        Span span;
        lock.lock();
        try {
            span = empty;
            empty = null;
            if (span != null) {
                spans--;
                freeBlocks -= span.blocks();
            }
        } finally {
            lock.unlock();
        }
        destroy(span);
    }

    /** From now on gives empty spans back at once. */
    public void close() {
        lock.lock();
        keepsEmpty = false;
        lock.unlock();
        trim();
    }

    private void destroy(Span first) {
        for (Span span = first; span != null; ) {
            Span following = span.next;
            span.next = null;
            map.destroy(span);
            span = following;
        }
    }

    /** Moves a span to the list for its number of free blocks; full and empty ones are in none. */
    private void relist(Span span) {
        int free = span.freeBlocks();
        int list = free == 0 || free == span.blocks() ? -1 : LISTS * free / span.blocks();
        if (list == span.list) {
            return;
        }
        unlink(span);
        if (list >= 0) {
            link(span, list);
        }
    }

    private void link(Span span, int list) {
        span.list = list;
        span.next = lists[list];
        if (span.next != null) {
            span.next.previous = span;
        }
        lists[list] = span;
    }

    private void unlink(Span span) {
        if (span.list < 0) {
            return;
        }
        if (span.previous != null) {
            span.previous.next = span.next;
        } else {
            lists[span.list] = span.next;
        }
        if (span.next != null) {
            span.next.previous = span.previous;
        }
        span.list = -1;
        span.previous = null;
        span.next = null;
    }

    /** Bars everybody else until {@link #unlock}, for a snapshot of all tiers. */
    public void lock() {
        lock.lockUncounted();
    }

    /** Ends {@link #lock}. */
    public void unlock() {
        lock.unlock();
    }

    /** Adds the counts of the lock. */
    public void addLocks(LockTally tally) {
        tally.add(lock);
    }

    /** Blocks of all spans, free or not; exact under {@link #lock}. */
    public long spanBlocks() {
        return (long) spans * SizeClasses.spanBlocks(sizeClass);
    }

    /** Free blocks of all spans; exact under {@link #lock}. */
    public long freeBlocks() {
        return freeBlocks;
    }

    /** How many spans would be free at the most if so many more blocks came back; a guess without the lock. */
    public long mostFreeSpans(long blocks) {
        return blocks == 0 ? empty == null ? 0 : 1 : (freeBlocks + blocks) / SizeClasses.spanBlocks(sizeClass);
    }

    /** Counts a block that its user frees although it is free, and returns what is to be thrown to that user. */
    public IllegalArgumentException freedTwice(long block) {
        return doubleFrees.refused(block);
    }

    /** Counts a block that was freed twice by somebody else than the caller, and logs the first. */
    public void foundTwice(long block) {
        doubleFrees.found(block);
        doubleFrees.tell();
    }

    /** Of {@link #freeBlocks}, those in a span of which no block is handed out; exact under {@link #lock}. */
    public long emptyBlocks() {
        return empty == null ? 0 : empty.blocks();
    }

    /** Blocks that were freed although they were free. */
    public long doubleFrees() {
        return doubleFrees.count();
    }
}
