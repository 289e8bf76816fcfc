/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A part of a {@link HeapPool}: one stack of idle buffers per size class. Its lock is tried, never waited for. Thread-safe. */
final class HeapStripe {
    private static final int FIRST_ROOM = 8;

    private static final AtomicIntegerFieldUpdater<HeapStripe> HELD =
            AtomicIntegerFieldUpdater.newUpdater(HeapStripe.class, "held");

    /** 1 while a thread is here. */
    private volatile int held;
    private final PerchByteBuf[][] stacks;
    private final int[] heights;
    private final long limit;
    /** Bytes of the idle arrays. */
    private long kept;

    /** @param limit how many bytes of idle arrays to keep */
    HeapStripe(int classes, long limit) {
        stacks = new PerchByteBuf[classes][];
        heights = new int[classes];
        this.limit = limit;
    }

    private boolean tryLock() {
        return held == 0 && HELD.compareAndSet(this, 0, 1);
    }

    /** The buffer of the class that was kept last; null if there is none, or another thread is here. */
    PerchByteBuf tryPop(int sizeClass) {
        if (!tryLock()) {
            return null;
        }
        try {
            int height = heights[sizeClass];
            if (height == 0) {
                return null;
            }
            PerchByteBuf[] stack = stacks[sizeClass];
            PerchByteBuf buffer = stack[height - 1];
            kept -= buffer.room();
            stack[height - 1] = null;
            heights[sizeClass] = height - 1;
            return buffer;
        } finally {
            try {
                HELD.lazySet(this, 0);
            } catch (StackOverflowError noStackForCall) {
                held = 0;
            }
        }
    }

    /** Keeps a buffer of the class, if there is room for it and no other thread is here. */
    boolean tryPush(int sizeClass, PerchByteBuf buffer) {
        if (!tryLock()) {
            return false;
        }
        try {
            int room = buffer.room();
            if (kept + room > limit) {
                return false;
            }
            PerchByteBuf[] stack = stacks[sizeClass];
            int height = heights[sizeClass];
            if (stack == null || height == stack.length) {
                stack = grown(stack);
                if (stack == null) {
                    return false;
                }
                stacks[sizeClass] = stack;
            }
            stack[height] = buffer;
            heights[sizeClass] = height + 1;
            kept += room;
            return true;
        } finally {
            try {
                HELD.lazySet(this, 0);
            } catch (StackOverflowError noStackForCall) {
                held = 0;
            }
        }
    }

    /** Null if the heap has no room: a release does not fail for that. */
    private static PerchByteBuf[] grown(PerchByteBuf[] stack) {
        try {
            return stack == null ? new PerchByteBuf[FIRST_ROOM] : Arrays.copyOf(stack, stack.length * 2);
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    /** Forgets all idle buffers unless another thread is here, and returns the bytes of their arrays. */
    long tryClear() {
        if (!tryLock()) {
            return 0;
        }
        try {
            Arrays.fill(heights, 0);
            Arrays.fill(stacks, null);
            long cleared = kept;
            kept = 0;
            return cleared;
        } finally {
            held = 0;
        }
    }
}
