/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Where a direct buffer lies. */
public final class BufferAddress {
    private BufferAddress() {
    }

    /** Initializes the class: for a caller who has stack and heap for it. */
    public static void prepare() {
        // the call does it
    }

    /**
     * The address of index 0 of a direct buffer, whatever its position.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    public static long of(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer: " + buffer);
        }
        return MemorySegment.ofBuffer(buffer).address() - buffer.position();
    }
}
