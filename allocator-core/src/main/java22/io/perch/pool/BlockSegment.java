/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** What a {@link PooledBuffer} has only on JDK 22 and later: the block as a memory segment. */
abstract class BlockSegment {
    private MemorySegment segment;

    /** Only {@link SampledBlock} extends this class. */
    BlockSegment() {
    }

    /** Throws if the buffer is closed; otherwise returns its state. */
    abstract long requireOpen();

    /** The whole block. */
    abstract ByteBuffer memory();

    /**
     * The whole block as a segment, whatever the position and the limit of the buffer. It does not keep the block from being
     * closed: do not use it afterwards.
     *
     * @throws IllegalStateException if the buffer is closed
     */
    public final MemorySegment segment() {
        requireOpen();
        if (segment == null) {
            segment = MemorySegment.ofBuffer(memory().duplicate().clear());
        }
        return segment;
    }
}
