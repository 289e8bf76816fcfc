/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.PerchAllocator;
import io.perch.span.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts a block's holders in its first word. Actors leave zero there, and new memory is zero, so every block starts with it. */
public final class BlockHolders {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private BlockHolders() {
    }

    /** Allocates, holds and frees; returns how many others held the same block. */
    public static int use(PerchAllocator allocator, long size) {
        long block = allocator.allocate(size);
        int others = hold(allocator, block);
        Thread.onSpinWait();
        letGo(allocator, block);
        allocator.free(block);
        return others;
    }

    /** Counts the caller in the block's first word; returns how many others are counted there. */
    public static int hold(PerchAllocator allocator, long block) {
        Span span = allocator.spanOf(block);
        return (int) INT.getAndAdd(span.memory(), (int) (block - span.address()), 1);
    }

    /** Undoes one {@link #hold}. */
    public static void letGo(PerchAllocator allocator, long block) {
        Span span = allocator.spanOf(block);
        INT.getAndAdd(span.memory(), (int) (block - span.address()), -1);
    }

    /** Writes the first word with no ordering at all. */
    public static void write(PerchAllocator allocator, long block, int value) {
        Span span = allocator.spanOf(block);
        INT.setOpaque(span.memory(), (int) (block - span.address()), value);
    }

    /** Reads the first word with no ordering at all. */
    public static int read(PerchAllocator allocator, long block) {
        Span span = allocator.spanOf(block);
        return (int) INT.getOpaque(span.memory(), (int) (block - span.address()));
    }
}
