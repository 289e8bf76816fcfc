/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.debug.BlockSource;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks as they come, without checks: from the caches, or as pages of their own. */
final class Blocks implements BlockSource {
    private final Lifetime lifetime;
    private final FrontEnd caches;
    private final BackEnd back;
    private final SpanMap spans;
    private final SlowPath slow;

    /** @param caches the front end, without checks */
    Blocks(Lifetime lifetime, FrontEnd caches, BackEnd back, SlowPath slow) {
        this.lifetime = lifetime;
        this.caches = caches;
        this.back = back;
        this.spans = back.spans;
        this.slow = slow;
    }

    private static long pages(long alignment) {
        return Math.max(1, alignment >>> SizeClasses.PAGE_SHIFT);
    }

    @Override
    public long allocate(long size, long alignment) {
        int sizeClass = Sizes.classOf(size, alignment);
        if (sizeClass < 0) {
            return large(size, pages(alignment), caches.partition());
        }
        long block = caches.pop(sizeClass);
        return block > 0 ? block : refill(sizeClass);
    }

    @Override
    public long allocateAt(int partition, long size, long alignment) {
        int sizeClass = Sizes.classOf(size, alignment);
        if (sizeClass >= 0) {
            return takeAt(partition, sizeClass);
        }
        return large(size, pages(alignment), partition);
    }

    @Override
    public long refill(int sizeClass) {
        return slow.small(sizeClass);
    }

    @Override
    public long takeAt(int partition, int sizeClass) {
        return slow.small(sizeClass, partition);
    }

    private long large(long size, long alignmentPages, int partition) {
        long pages = (size - 1 >>> SizeClasses.PAGE_SHIFT) + 1;
        return pages + alignmentPages - 1 > spans.pages() ? 0 : slow.large((int) pages, (int) alignmentPages, partition);
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
            throw Sizes.refused(address, "is freed twice");
        }
        countFreed(partition);
    }

    @Override
    public boolean extend(long address, long size) {
        long pages = (size - 1 >>> SizeClasses.PAGE_SHIFT) + 1;
        return pages <= spans.pages() && spans.extendLarge(largeAt(address), (int) pages);
    }

    private void countFreed(int partition) {
        if (back.partitions.count() > 1) {
            back.traffic.freed(partition, caches.partition());
        }
    }

    /** Takes back a block of a size class, past the cache at hand, so that there is room in that cache. */
    void sendHome(int sizeClass, long address) {
        int partition = spans.partitionOf(address);
        countFreed(partition);
        back.transfer[partition][sizeClass].putOne(address);
    }

    @Override
    public long usableSize(long address) {
        int sizeClass = spans.blockClassNow(address);
        return sizeClass >= 0 ? SizeClasses.size(sizeClass) : largeAt(address).blockSize();
    }

    @Override
    public ByteBuffer buffer(long address) {
        Span span = spans.blockClassNow(address) >= 0 ? spans.spanOf(address) : largeAt(address);
        return span.memory().slice((int) (address - span.address()), (int) span.blockSize()).order(ByteOrder.nativeOrder());
    }

    @Override
    public int partitionOf(long address) {
        if (spans.spanOf(address) == null) {
            throw Sizes.refused(address, "is in no block of this allocator");
        }
        return spans.partitionOf(address);
    }

    @Override
    public Span spanOf(long address) {
        return spans.spanOf(address);
    }

    private Span largeAt(long address) {
        Span span = spans.spanOf(address);
        if (span == null && lifetime.isOver()) {
            throw new IllegalStateException("the allocator is closed, and no block of it is at 0x" + Long.toHexString(address));
        }
        if (span == null || span.sizeClass() != Span.LARGE || span.address() != address) {
            throw Sizes.refused(address, "is not the start of a block of this allocator");
        }
        return span;
    }
}
