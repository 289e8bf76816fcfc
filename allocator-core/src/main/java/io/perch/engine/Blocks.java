/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.debug.BlockSource;
import io.perch.debug.Precautions;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.sync.SpareStack;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks as they come, without checks: from the caches, or as pages of their own. */
final class Blocks implements BlockSource {
    private final Lifetime lifetime;
    private final FrontEnd caches;
    private final BackEnd back;
    private final SpanMap spans;
    private final SlowPath slow;
    private final Precautions precautions;

    /**
     * @param caches      the front end, without checks and precautions
     * @param precautions what is done with each block
     */
    Blocks(Lifetime lifetime, FrontEnd caches, BackEnd back, SlowPath slow, Precautions precautions) {
        this.lifetime = lifetime;
        this.caches = caches;
        this.back = back;
        this.spans = back.spans;
        this.slow = slow;
        this.precautions = precautions;
    }

    private static long pages(long alignment) {
        return Math.max(1, alignment >>> SizeClasses.PAGE_SHIFT);
    }

    @Override
    public long allocate(long size, long alignment) {
        SpareStack.require();
        int sizeClass = Sizes.classOf(size, alignment);
        if (sizeClass < 0) {
            return large(size, pages(alignment), caches.partition());
        }
        long block = precautions.handOut(caches, sizeClass, caches.pop(sizeClass));
        return sampled(sizeClass, block > 0 ? block : refill(sizeClass));
    }

    private long sampled(int sizeClass, long block) {
        if (block > 0) {
            precautions.sample(sizeClass, block);
        }
        return block;
    }

    @Override
    public long allocateAt(int partition, long size, long alignment) {
        SpareStack.require();
        int sizeClass = Sizes.classOf(size, alignment);
        if (sizeClass >= 0) {
            return sampled(sizeClass, takeAt(partition, sizeClass));
        }
        return large(size, pages(alignment), partition);
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.require();
        return precautions.take(caches, sizeClass, () -> slow.small(sizeClass));
    }

    @Override
    public long takeAt(int partition, int sizeClass) {
        SpareStack.require();
        return precautions.take(caches, sizeClass, () -> slow.small(sizeClass, partition));
    }

    private long large(long size, long alignmentPages, int partition) {
        long pages = (size - 1 >>> SizeClasses.PAGE_SHIFT) + 1;
        if (pages + alignmentPages - 1 > spans.pages()) {
            return 0;
        }
        long block = slow.large((int) pages, (int) alignmentPages, partition);
        boolean shown = block == 0;
        try {
            if (!shown) {
                precautions.handOutLarge(spans.spanOf(block), block);
                shown = true;
            }
            return block;
        } finally {
            if (!shown) {
                destroyLarge(block);
            }
        }
    }

    private void destroyLarge(long address) {
        Span span = largeAt(address);
        if (!spans.claimLarge(span, address)) {
            throw Sizes.refused(address, "is freed twice");
        }
        try {
            precautions.takeBackLarge(span);
        } finally {
            spans.destroyLarge(span);
        }
    }

    @Override
    public void free(long address) {
        // A profile's table, which a block leaves on its way, asks for stack itself.
        SpareStack.requireMore();
        int sizeClass = spans.blockClassNow(address);
        if (sizeClass >= 0) {
            precautions.takeBack(caches, sizeClass, address);
            caches.give(sizeClass, address);
            return;
        }
        int partition = spans.partitionOf(address);
        destroyLarge(address);
        countFreed(partition);
    }

    @Override
    public boolean extend(long address, long size) {
        SpareStack.require();
        long pages = (size - 1 >>> SizeClasses.PAGE_SHIFT) + 1;
        Span span = largeAt(address);
        long before = span.blockSize();
        if (pages > spans.pages() || !spans.extendLarge(span, (int) pages)) {
            return false;
        }
        precautions.handOutLarge(span, address + before);
        return true;
    }

    private void countFreed(int partition) {
        if (back.partitions.count() > 1) {
            back.traffic.freed(partition, caches.partition());
        }
    }

    /** Takes back a block of a size class, past the cache at hand, so that there is room in that cache. */
    void sendHome(int sizeClass, long address) {
        SpareStack.require();
        precautions.takeBack(caches, sizeClass, address);
        int partition = spans.partitionOf(address);
        countFreed(partition);
        back.transfer[partition][sizeClass].putOne(address);
    }

    @Override
    public long usableSize(long address) {
        SpareStack.require();
        int sizeClass = spans.blockClassNow(address);
        return sizeClass >= 0 ? SizeClasses.size(sizeClass) : largeAt(address).blockSize();
    }

    @Override
    public ByteBuffer buffer(long address) {
        SpareStack.require();
        Span span = spans.blockClassNow(address) >= 0 ? spans.spanOf(address) : largeAt(address);
        int length = (int) Math.min(span.blockSize(), Integer.MAX_VALUE);
        return span.memory().slice(span.offsetOf(address), length).order(ByteOrder.nativeOrder());
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
