/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;

/**
 * Allocations that the cache at hand cannot serve: the cache is filled; then everything is emptied and the cache is tried again;
 * then the other partitions are asked, nearest first, unless the memory has to be on the node that was asked for.
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

    /** Gives back what no user holds. */
    void empty() {
        quarantine.run();
        slabs.drain();
        back.trim();
    }

    /** A block of a size class for the calling thread, or 0 if there is none anywhere. */
    long small(int sizeClass) {
        long block = slabs.refill(sizeClass);
        if (block == 0) {
            block = makeRoom(couldHelp(sizeClass)) ? slabs.refill(sizeClass) : 0;
        }
        return block != 0 || back.partitions.count() == 1 ? block : elsewhere(slabs.partition(), partition -> take(sizeClass,
                partition));
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
        return atOrElsewhere(partition, () -> couldHelp(sizeClass), at -> take(sizeClass, at));
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
        return atOrElsewhere(partition, () -> couldHelp((long) pages << SizeClasses.PAGE_SHIFT), at -> {
            Span span = back.spans.createLarge(pages, alignmentPages, at);
            if (span == null) {
                return 0;
            }
            count(at);
            return span.address();
        });
    }

    private void count(int partition) {
        if (back.partitions.count() > 1) {
            back.traffic.allocated(partition, slabs.partition());
        }
    }

    /** Empties the caches, or waits a little where that would be of no use; returns whether they were emptied. */
    private boolean makeRoom(boolean couldHelp) {
        if (couldHelp) {
            emptying.awaitOne();
        } else {
            emptying.pause();
        }
        return couldHelp;
    }

    /** Whether emptied caches could give a block of a class: they have some, or what they have could make a span free. */
    private boolean couldHelp(int sizeClass) {
        return held(sizeClass) > 0 || couldHelp((long) SizeClasses.spanPages(sizeClass) << SizeClasses.PAGE_SHIFT);
    }

    /** Whether emptied caches could make so many bytes of pages free. */
    private boolean couldHelp(long bytes) {
        long most = back.limit.hard();
        long found = 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT && !holdsBack && bytes <= most && found < bytes; sizeClass++) {
            found += back.mostFreeSpans(sizeClass, held(sizeClass)) * SizeClasses.spanPages(sizeClass) * SizeClasses.PAGE_SIZE;
        }
        // Free pages of another partition count against the limit as well.
        return holdsBack || bytes <= most && (back.partitions.count() > 1 || found >= bytes);
    }

    /** Blocks of a class in slabs and transfer caches. */
    private long held(int sizeClass) {
        return slabs.count(sizeClass) + back.inTransfer(sizeClass);
    }

    private long atOrElsewhere(int partition, BooleanSupplier couldHelp, IntToLongFunction allocation) {
        long block = allocation.applyAsLong(partition);
        if (block == 0) {
            block = makeRoom(couldHelp.getAsBoolean()) ? allocation.applyAsLong(partition) : 0;
        }
        return block != 0 ? block : elsewhere(partition, allocation);
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
