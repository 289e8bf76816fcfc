/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import java.nio.ByteBuffer;

/** A block in use, filled with its owner's stamp. */
record Block(PerchAllocator perch, long address, int size, long stamp) {
    static Block allocate(PerchAllocator perch, int size, long stamp) {
        long address = perch.allocate(size);
        ByteBuffer memory = perch.buffer(address);
        for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
            memory.putLong(i, stamp);
        }
        return new Block(perch, address, size, stamp);
    }

    /** Whether nobody else wrote to the block, nor freed it with its whole span. */
    boolean isWhole() {
        ByteBuffer memory;
        try {
            memory = perch.buffer(address);
        } catch (IllegalArgumentException | IllegalStateException gone) {
            return false;
        }
        if (memory.capacity() < size) {
            return false;
        }
        for (int i = 0; i < memory.capacity(); i += Long.BYTES) {
            if (memory.getLong(i) != stamp) {
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
