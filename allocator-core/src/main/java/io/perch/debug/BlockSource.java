/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.span.Span;
import java.nio.ByteBuffer;

/**
 * Blocks off the hot path: what the caches at hand cannot serve, and questions about a block. There is one implementation with
 * checks and one without, and an allocator chooses once. All methods may be called from any thread.
 */
public interface BlockSource {
    /**
     * Allocates a block.
     *
     * @param size      bytes, ≥ 1
     * @param alignment a power of two
     * @return its address, or 0 if memory is short or the allocator is closed
     */
    long allocate(long size, long alignment);

    /** Like {@link #allocate}, with memory of a partition, or near it; but never on pages of its own outside of all spans. */
    long allocateAt(int partition, long size, long alignment);

    /** A block of a size class, as adapters use it, after the cache at hand had none; 0 if memory is short. */
    long refill(int sizeClass);

    /** Like {@link #refill}, with memory of a partition, or near it. */
    long takeAt(int partition, int sizeClass);

    /**
     * Takes a block back.
     *
     * @throws IllegalArgumentException if there is no such block; nothing is changed
     */
    void free(long address);

    /**
     * Makes a block above the largest size class longer without moving it, if what follows it is free.
     *
     * @param size bytes that it is to have, more than now
     * @return whether it has them; never with checks, which need a red zone after each block
     */
    default boolean extend(long address, long size) {
        return false;
    }

    /**
     * The usable bytes of a block.
     *
     * @throws IllegalArgumentException if there is no such block; this also applies to the following methods
     */
    long usableSize(long address);

    /**
     * A new buffer over the usable bytes of a block, in native order.
     *
     * @throws IllegalStateException if the block has 2 GiB or more, which no buffer can show
     */
    ByteBuffer buffer(long address);

    /** The partition that an address in a block belongs to, or -1 if the block is on pages outside of all partitions. */
    int partitionOf(long address);

    /** The span that contains an address, or null. */
    Span spanOf(long address);
}
