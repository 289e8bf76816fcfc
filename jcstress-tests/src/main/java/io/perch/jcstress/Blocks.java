/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What actors do with blocks. They leave zero in the first word, and the operating system gives zeros, so each block begins so. */
final class Blocks {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private Blocks() {
    }

    /** An allocator with this much room, and nothing else changed. */
    static PerchAllocator withHardLimit(long bytes) {
        return PerchAllocator.create(PerchConfig.builder().hardLimit(bytes).build());
    }

    /** Allocates, holds and frees; returns how many others held the same block. */
    static int use(PerchAllocator allocator, long size) {
        long block = allocator.allocate(size);
        int others = hold(allocator, block);
        Thread.onSpinWait();
        letGo(allocator, block);
        allocator.free(block);
        return others;
    }

    /** Counts the caller in the block's first word; returns how many others are counted there. */
    static int hold(PerchAllocator allocator, long block) {
        return (int) INT.getAndAdd(allocator.buffer(block), 0, 1);
    }

    /** Takes back one {@link #hold}. */
    static void letGo(PerchAllocator allocator, long block) {
        INT.getAndAdd(allocator.buffer(block), 0, -1);
    }

    /** Writes the first word with no ordering at all. */
    static void write(PerchAllocator allocator, long block, int value) {
        INT.setOpaque(allocator.buffer(block), 0, value);
    }

    /** Reads the first word with no ordering at all. */
    static int read(PerchAllocator allocator, long block) {
        return (int) INT.getOpaque(allocator.buffer(block), 0);
    }
}
