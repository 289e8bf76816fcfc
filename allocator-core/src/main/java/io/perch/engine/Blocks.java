/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.PerchAllocator;
import io.perch.PerchOutOfMemoryError;
import io.perch.debug.Checks;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.stats.PerchStats;

/**
 * Blocks as they come, without checked mode's checks, for which this is the source: from the caches, or as pages of their own. An
 * allocator does here what its caches at hand cannot serve.
 */
public final class Blocks implements Checks.Source {
    private final PerchAllocator owner;
    private final FrontEnd caches;
    private final BackEnd back;
    private final SpanMap spans;
    private final SlowPath slow;

    /**
     * @param owner  is asked whether it is closed, and what it has
     * @param caches its front end, without checks
     * @param strict whether a partition may not be helped out by another
     */
    public Blocks(PerchAllocator owner, FrontEnd caches, BackEnd back, boolean strict) {
        this.owner = owner;
        this.caches = caches;
        this.back = back;
        this.spans = back.spans;
        this.slow = new SlowPath(caches, back, strict, owner::empty);
    }

    /** The size class of blocks of this size and alignment, or -1 if they are pages. */
    public static int classOf(long size, long alignment) {
        return size > 0 && size <= SizeClasses.MAX_SIZE && alignment <= SizeClasses.PAGE_SIZE
                ? SizeClasses.classOf((int) size, (int) alignment) : -1;
    }

    private static long pages(long alignment) {
        return Math.max(1, alignment >>> SizeClasses.PAGE_SHIFT);
    }

    @Override
    public long allocate(long size, long alignment) {
        int sizeClass = classOf(size, alignment);
        if (sizeClass < 0) {
            return large(size, pages(alignment), caches.partition());
        }
        long block = caches.pop(sizeClass);
        return block > 0 ? block : refill(sizeClass);
    }

    @Override
    public long allocateAt(int partition, long size, long alignment) {
        int sizeClass = classOf(size, alignment);
        if (sizeClass < 0) {
            return large(size, pages(alignment), partition);
        }
        long block = slow.small(sizeClass, partition);
        if (block == 0) {
            throw outOfMemory(size, partition);
        }
        return block;
    }

    /** A block of a size class after the cache at hand had none. */
    public long refill(int sizeClass) {
        owner.requireOpen();
        long block = slow.small(sizeClass);
        if (block == 0) {
            throw outOfMemory(SizeClasses.size(sizeClass), caches.partition());
        }
        return block;
    }

    private long large(long size, long alignmentPages, int partition) {
        long pages = (size - 1 >>> SizeClasses.PAGE_SHIFT) + 1;
        long block = pages + alignmentPages - 1 > spans.pages() ? 0 : slow.large((int) pages, (int) alignmentPages, partition);
        if (block == 0) {
            throw outOfMemory(size, partition);
        }
        return block;
    }

    @Override
    public void free(long address) {
        int sizeClass = spans.blockClassNow(address);
        if (sizeClass >= 0) {
            caches.give(sizeClass, address);
            return;
        }
        int partition = spans.partitionOf(address);
        if (!spans.destroyLarge(largeAt(address), address)) {
            throw refused(address, "is freed twice");
        }
        countFreed(partition);
    }

    private void countFreed(int partition) {
        if (back.partitions.count() > 1) {
            back.traffic.freed(partition, caches.partition());
        }
    }

    /** Takes a block of a size class back past the cache at hand, so that there is room in it. */
    public void sendHome(int sizeClass, long address) {
        int partition = spans.partitionOf(address);
        countFreed(partition);
        back.transfer[partition][sizeClass].putOne(address);
    }

    @Override
    public long usableSize(long address) {
        int sizeClass = spans.blockClass(address);
        return sizeClass >= 0 ? SizeClasses.size(sizeClass) : largeAt(address).blockSize();
    }

    @Override
    public Span spanOf(long address) {
        return spans.spanOf(address);
    }

    private Span largeAt(long address) {
        Span span = spans.spanOf(address);
        if (span == null && owner.isClosed()) {
            throw new IllegalStateException("the allocator is closed, and no block of it is at 0x" + Long.toHexString(address));
        }
        if (span == null || span.sizeClass() != Span.LARGE || span.address() != address) {
            throw refused(address, "is not the start of a block of this allocator");
        }
        return span;
    }

    public static IllegalArgumentException refused(long address, String why) {
        return new IllegalArgumentException("0x" + Long.toHexString(address) + " " + why);
    }

    private PerchOutOfMemoryError outOfMemory(long size, int partition) {
        owner.requireOpen();
        PerchStats stats = owner.stats();
        return new PerchOutOfMemoryError("cannot allocate " + size + " bytes: " + stats.inUse() + " are in use and "
                + stats.committed() + " committed of at most " + stats.hardLimit() + " bytes (" + back.refusal(partition) + ")");
    }
}
