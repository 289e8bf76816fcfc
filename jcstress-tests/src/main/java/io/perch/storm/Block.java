/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import io.perch.span.Span;
import java.nio.ByteBuffer;

/** A block in use, filled with its owner's stamp. */
record Block(PerchAllocator perch, long address, int size, long stamp) {
    static Block allocate(PerchAllocator perch, int size, long stamp) {
        long address = perch.allocate(size);
        Span span = perch.spanOf(address);
        ByteBuffer memory = span.memory();
        int begin = (int) (address - span.address());
        for (int i = 0; i < span.blockSize(); i += Long.BYTES) {
            memory.putLong(begin + i, stamp);
        }
        return new Block(perch, address, size, stamp);
    }

    /** Whether nobody else wrote to the block, nor freed it with its whole span. */
    boolean isWhole() {
        Span span = perch.spanOf(address);
        if (span == null || span.blockSize() < size) {
            return false;
        }
        ByteBuffer memory = span.memory();
        int begin = (int) (address - span.address());
        for (int i = 0; i < span.blockSize(); i += Long.BYTES) {
            if (memory.getLong(begin + i) != stamp) {
                return false;
            }
        }
        return true;
    }

    void free() {
        if ((stamp & 1) == 0) {
            perch.free(address);
        } else {
            perch.free(address, size);
        }
    }
}
