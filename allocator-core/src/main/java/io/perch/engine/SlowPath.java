/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.sync.LockTally;
import java.util.BitSet;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * Allocations that the cache at hand cannot serve: the cache is filled; then the caches give what could help, and it is tried
 * again; then the other partitions are asked, nearest first, unless the memory has to be on the node that was asked for.
 */
final class SlowPath {
    private final FrontEnd slabs;
    private final BackEnd back;
    private final boolean strict;
    private final Runnable quarantine;
    private final boolean holdsBack;
    private final Emptying emptying = new Emptying(this::empty);

    /**
     * @param slabs      the front end, without checks
     * @param strict     whether a partition may not be helped out by another
     * @param quarantine lets go of blocks that checked mode holds back; null without checked mode
     */
    SlowPath(FrontEnd slabs, BackEnd back, boolean strict, Runnable quarantine) {
        this.slabs = slabs;
        this.back = back;
        this.strict = strict;
        this.quarantine = quarantine != null ? quarantine : () -> { };
        this.holdsBack = quarantine != null;
    }

    /** Gives back what no user holds; returns how many bytes. */
    long trim() {
        long before = back.limit.committed();
        quarantine.run();
        slabs.drain();
        back.trim();
        return Math.max(0, before - back.limit.committed());
    }

    private void empty(BitSet sizeClasses) {
        quarantine.run();
        slabs.drain(sizeClasses::get);
        back.drain(sizeClasses::get);
    }

    /** Adds the counts of the lock that leads to an emptying. */
    void addLocks(LockTally tally) {
        emptying.addLocks(tally);
    }

    /** A block of a size class for the calling thread, or 0 if there is none anywhere. */
    long small(int sizeClass) {
        long block = smallOrRoom(sizeClass, () -> slabs.refill(sizeClass));
        return block != 0 || back.partitions.count() == 1 ? block : elsewhere(slabs.partition(), partition -> take(sizeClass,
                partition));
    }

    /** Asks once more after the blocks of the class have left the caches, and then after all have that could make a span free. */
    private long smallOrRoom(int sizeClass, LongSupplier allocation) {
        long block = allocation.getAsLong();
        if (block == 0 && held(sizeClass) > 0) {
            emptying.awaitOne(only(sizeClass));
            block = allocation.getAsLong();
        }
        return block != 0 ? block : roomThen((long) SizeClasses.spanPages(sizeClass) << SizeClasses.PAGE_SHIFT, allocation);
    }

    /** A block of a size class of a partition, or near it, or 0. */
    long small(int sizeClass, int partition) {
        if (slabs.partition() == partition) {
            long block = slabs.take(sizeClass);
            if (block > 0 && back.spans.partitionOf(block) == partition) {
                return block;
            }
            if (block > 0) {
                // The thread was moved to another node in between.
                slabs.give(sizeClass, block);
            }
        }
        long block = smallOrRoom(sizeClass, () -> take(sizeClass, partition));
        return block != 0 ? block : elsewhere(partition, at -> take(sizeClass, at));
    }

    private long take(int sizeClass, int partition) {
        long block = back.transfer[partition][sizeClass].takeOne();
        if (block != 0) {
            count(partition);
        }
        return block;
    }

    /** A large block of a partition, or near it, or 0. */
    long large(int pages, int alignmentPages, int partition) {
        IntToLongFunction allocation = at -> takeLarge(pages, alignmentPages, at);
        long block = allocation.applyAsLong(partition);
        if (block == 0) {
            block = roomThen((long) pages << SizeClasses.PAGE_SHIFT, () -> allocation.applyAsLong(partition));
        }
        return block != 0 ? block : elsewhere(partition, allocation);
    }

    private long takeLarge(int pages, int alignmentPages, int partition) {
        Span span = back.spans.createLarge(pages, alignmentPages, partition);
        if (span == null) {
            return 0;
        }
        count(partition);
        return span.address();
    }

    private void count(int partition) {
        if (back.partitions.count() > 1) {
            back.traffic.allocated(partition, slabs.partition());
        }
    }

    /** Asks again after the caches gave what could make so many bytes of pages free; or waits a little, if that is not enough. */
    private long roomThen(long bytes, LongSupplier allocation) {
        BitSet helpful = helpful(bytes);
        if (helpful.isEmpty()) {
            emptying.pause();
            return 0;
        }
        emptying.awaitOne(helpful);
        return allocation.getAsLong();
    }

    /** The size classes whose blocks in caches could make pages free; none, if all of them could not make so many bytes free. */
    private BitSet helpful(long bytes) {
        BitSet classes = new BitSet(SizeClasses.COUNT);
        if (bytes > back.limit.hard()) {
            return classes;
        }
        // Nobody knows what is held back. And free pages of another partition count against the limit as well.
        long found = holdsBack || back.partitions.count() > 1 ? bytes : 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            long spans = back.hasSpans(sizeClass) ? back.mostFreeSpans(sizeClass, held(sizeClass)) : 0;
            if (spans > 0 || holdsBack) {
                classes.set(sizeClass);
                found += spans * SizeClasses.spanPages(sizeClass) << SizeClasses.PAGE_SHIFT;
            }
        }
        if (found < bytes) {
            classes.clear();
        }
        return classes;
    }

    private static BitSet only(int sizeClass) {
        BitSet classes = new BitSet(SizeClasses.COUNT);
        classes.set(sizeClass);
        return classes;
    }

    /** Blocks of a class in slabs and transfer caches. */
    private long held(int sizeClass) {
        return slabs.count(sizeClass) + back.inTransfer(sizeClass);
    }

    private long elsewhere(int partition, IntToLongFunction allocation) {
        long block = 0;
        int[] partitions = strict ? new int[0] : back.partitions.byDistance(partition);
        for (int i = 1; i < partitions.length && block == 0; i++) {
            block = allocation.applyAsLong(partitions[i]);
        }
        return block;
    }
}
