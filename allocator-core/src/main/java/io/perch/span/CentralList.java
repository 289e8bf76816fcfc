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
    private static final int SHRINKAGE_SHARE = 8;
    private static final int LEAST_SHRINKAGE = 64 << 10;
    /** Spans that are looked at without a pause in which others get the lock. */
    private static final int LOOKS_AT_ONCE = 16;

    private final CountedLock lock = new CountedLock(LockKind.CENTRAL_LIST);
    private final SpanMap map;
    private final int sizeClass;
    private final int partition;
    private final SpanLists lists = new SpanLists();
    private final HollowPages hollow;
    private final DoubleFrees doubleFrees;
    /** In hardened mode; otherwise null. */
    private final SplittableRandom random;
    private final EmptySpans empty;
    private int spans;
    private long freeBlocks;
    /** The most blocks that were handed out at once since {@link #watchAnew}. */
    private long mostOut;
    /** The same for this tick of the clock, and for the one before. */
    private long mostOutNow;
    private long mostOutBefore;

    /**
     * @param map       where spans are made
     * @param sizeClass of all blocks here
     * @param partition of all blocks here
     */
    public CentralList(SpanMap map, int sizeClass, int partition) {
        this.map = map;
        this.sizeClass = sizeClass;
        this.partition = partition;
        this.empty = new EmptySpans(sizeClass);
        this.doubleFrees = new DoubleFrees(sizeClass);
        this.random = map.randomOrder();
        this.hollow = new HollowPages(map.arena(partition));
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
                Span span = fullest();
                if (span == null) {
                    break;
                }
                taken += takeFrom(span, target, count - taken);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes up to {@code count} blocks of one span; returns how many. */
    private int takeFrom(Span span, BlockBatch target, int count) {
        int some = Math.min(count, span.freeBlocks());
        try {
            for (int i = 0; i < some; i++) {
                target.append(takeBlock(span));
            }
        } finally {
            tookFrom(span);
        }
        return some;
    }

    /**
     * Takes one block.
     *
     * @return its address, or 0 if the arena refuses another span
     */
    public long takeOne() {
        lock.lock();
        try {
            Span span = fullest();
            if (span == null) {
                return 0;
            }
            try {
                return takeBlock(span);
            } finally {
                tookFrom(span);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a block of a span that has one; {@link #tookFrom} has to follow. */
    private long takeBlock(Span span) {
        int block = span.freeBlock(random == null ? 0 : random.nextInt(span.freeBlocks()));
        // Not the other way round: what fails here has taken nothing.
        hollow.taken(span, block);
        span.takeBlock(block);
        freeBlocks--;
        return span.addressOf(block);
    }

    private void tookFrom(Span span) {
        mostOutNow = Math.max(mostOutNow, blocksOut());
        mostOut = Math.max(mostOut, mostOutNow);
        lists.relist(span);
    }

    private Span fullest() {
        Span span = lists.fullest();
        if (span != null) {
            return span;
        }
        span = empty.take();
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
        if (span == null || span.sizeClass() != sizeClass || map.partitionOf(block) != partition) {
            doubleFrees.found(block);
            return emptied;
        }
        boolean leaves = span.freeBlocks() == span.blocks() - 1 && !keepsOneMore();
        if (leaves) {
            hollow.left(span);
        }
        if (!span.putBlock(block)) {
            doubleFrees.found(block);
            return emptied;
        }
        freeBlocks++;
        lists.relist(span);
        if (span.freeBlocks() < span.blocks()) {
            return emptied;
        }
        if (!leaves) {
            empty.add(span);
            map.emptied(span);
            return emptied;
        }
        leave(span);
        span.next = emptied;
        return span;
    }

    /** Of a class that shrinks, others have more use for the pages. */
    private boolean keepsOneMore() {
        return empty.hasRoom() && (empty.count() == 0 || !isShrinking());
    }

    private void leave(Span span) {
        spans--;
        freeBlocks -= span.blocks();
    }

    /**
     * Gives back pages inside of spans: those whose blocks nobody took since the last look at the span. Where few blocks are free,
     * or pages cannot be given back at present, it looks at none.
     *
     * @param atMost how many spans to look at; the next call goes on where this one ends
     * @param now    in nanoseconds of {@link System#nanoTime}
     * @param least  nanoseconds for which blocks have to have been free
     * @return how many bytes were given back
     */
    public long giveBackIdle(int atMost, long now, long least) {
        long before = hollow.bytesSoFar();
        int looked = 0;
        boolean more = freeBlocks > spanBlocks() / SpanLists.LISTS && hollow.isPossible();
        while (more && looked < atMost) {
            lock.lock();
            try {
                more = lookAtSome(now, least);
            } finally {
                lock.unlock();
            }
            looked += LOOKS_AT_ONCE;
        }
        return hollow.bytesSoFar() - before;
    }

    /** Returns false at the end of all lists, and if the system refuses. */
    private boolean lookAtSome(long now, long least) {
        for (int i = 0; i < LOOKS_AT_ONCE; i++) {
            Span span = lists.next();
            if (span == null || !hollow.giveBack(span, now, least)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether users give back more blocks than they take: in this tick and the one before at most seven eighths of those that were
     * handed out at once within the last second or so, and {@value #LEAST_SHRINKAGE} bytes less. An estimate, made
     * without the lock. Blocks that go back and forth between two threads do not count: the most of each tick stays the same.
     *
     * <p>Blocks that come back then do so at random and leave free blocks in most spans. What comes home, and is taken from the
     * fullest spans again, brings them together; what goes round in caches does not.
     */
    public boolean isShrinking() {
        long fewer = mostOut - Math.max(mostOutNow, mostOutBefore);
        return fewer > mostOut / SHRINKAGE_SHARE && fewer * SizeClasses.size(sizeClass) > LEAST_SHRINKAGE;
    }

    /**
     * Ends a tick of the clock by which {@link #isShrinking} decides. Empty spans that nobody needed in it go to the arena, but for
     * one.
     */
    public void tick() {
        long out = blocksOut();
        // Read without the lock: most lists are not in use, and nobody should take their locks at each tick.
        if (mostOutNow == out && mostOutBefore == out && empty.count() <= 1) {
            return;
        }
        Span idle;
        lock.lock();
        try {
            mostOutBefore = mostOutNow;
            mostOutNow = blocksOut();
            idle = removeEmpty(empty.idle());
            empty.tick();
        } finally {
            lock.unlock();
        }
        destroy(idle);
    }

    /** A second is over: what is handed out from now on decides whether the list {@link #isShrinking}. */
    public void watchAnew() {
        lock.lock();
        mostOut = blocksOut();
        lock.unlock();
    }

    /** Gives the empty spans back to the arena. */
    public void trim() {
        Span removed;
        lock.lock();
        try {
            removed = removeEmpty(empty.count());
        } finally {
            lock.unlock();
        }
        destroy(removed);
    }

    /** Returns the chain of spans to destroy once the lock is released. */
    private Span removeEmpty(int some) {
        Span first = some == 0 ? null : empty.oldest(some);
        for (Span span = first; span != null; span = span.next) {
            hollow.left(span);
            leave(span);
        }
        empty.remove(some);
        return first;
    }

    /** From now on gives empty spans back at once. */
    public void close() {
        lock.lock();
        empty.close();
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

    /** Keeps everybody else out until {@link #unlock}, for a snapshot of all tiers. */
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

    private long blocksOut() {
        return spanBlocks() - freeBlocks;
    }

    /** Blocks of all spans, free or not; exact under {@link #lock}. */
    public long spanBlocks() {
        return (long) spans * SizeClasses.spanBlocks(sizeClass);
    }

    /** Free blocks of all spans; exact under {@link #lock}. */
    public long freeBlocks() {
        return freeBlocks;
    }

    /** How many spans would be free at the most if so many more blocks came back; an estimate, made without the lock. */
    public long mostFreeSpans(long blocks) {
        return blocks == 0 ? empty.count() : (freeBlocks + blocks) / SizeClasses.spanBlocks(sizeClass);
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
        return (long) empty.count() * SizeClasses.spanBlocks(sizeClass);
    }

    /** Bytes of free blocks that have no memory at present; exact under {@link #lock}. */
    public long hollowBytes() {
        return hollow.bytes();
    }

    /** Bytes inside of spans that were given back so far. */
    public long givenBackBytes() {
        return hollow.bytesSoFar();
    }

    /** Of these, bytes that were needed again within 100 ms. */
    public long neededSoonBytes() {
        return hollow.neededSoonBytes();
    }

    /** Blocks that were freed although they were free. */
    public long doubleFrees() {
        return doubleFrees.count();
    }
}
