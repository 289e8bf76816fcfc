/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import java.lang.foreign.MemorySegment;

/** What a {@link PerchAllocator} has only on JDK 22 and later: blocks as memory segments. */
abstract class BlockMemory extends BlockFacts {
    BlockMemory(Engine engine) {
        super(engine);
    }

    /**
     * The {@linkplain #usableSize usable bytes} of a block as a segment, even if it has 2 GiB or more; each call makes a new one.
     * Any thread may use it, and it does not keep the block from being freed: do not use it afterwards.
     *
     * @throws IllegalArgumentException if {@code address} is not the start of a block of this allocator
     */
    @SuppressWarnings("restricted")
    public final MemorySegment segment(long address) {
        long bytes = usableSize(address);
        // Without the restricted method, and so without a warning, where a buffer shows the block.
        return bytes <= Integer.MAX_VALUE ? MemorySegment.ofBuffer(buffer(address))
                : MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
