/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import io.perch.engine.Sizes;
import java.nio.ByteBuffer;
import java.util.List;

/** What a {@link PerchAllocator} knows about its blocks. */
abstract class BlockFacts {
    final Engine engine;

    BlockFacts(Engine engine) {
        this.engine = engine;
    }

    /**
     * The usable bytes of the block that {@link PerchAllocator#allocate(long)} would give.
     *
     * @throws IllegalArgumentException if {@code size} is not positive, or too large to be rounded up
     */
    public final long goodSize(long size) {
        return Sizes.good(size);
    }

    /**
     * The usable bytes of a block in use; in checked mode, those that were asked for.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator
     */
    public final long usableSize(long address) {
        return engine.blocks().usableSize(address);
    }

    /**
     * The {@linkplain #usableSize usable bytes} of a block as a direct buffer in native byte order; each call makes a new one. Any
     * thread may use it, and it does not keep the block from being freed: do not use it afterwards. On JDK 22 and later there is
     * {@code segment(address)} as well.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator
     * @throws IllegalStateException    if the block has more than 2 GiB, which no buffer can show, but a segment can
     */
    public final ByteBuffer buffer(long address) {
        return engine.blocks().buffer(address);
    }

    /**
     * The NUMA nodes, by the kernel's numbers, from which the memory of a block was requested: one, or a group that is not told
     * apart, or all if checked mode has given the block pages of its own.
     *
     * @throws IllegalArgumentException if {@code address} is not in a block of this allocator
     */
    public final List<Integer> nodesOf(long address) {
        return engine.nodesOf(address);
    }
}
