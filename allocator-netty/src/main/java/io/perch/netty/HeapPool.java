/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Idle heap buffers, kept with their arrays for the next allocation of their size class.
 *
 * <p>Size classes are four per doubling, from 64 bytes to {@link #LARGEST}, so that an array is at most a quarter larger than what
 * was asked for (above 64 bytes). Larger arrays are not kept. There is one stripe per CPU, at most 16, and each keeps at most its
 * share of the limit; what does not fit is left to the garbage collector.
 *
 * <p>A stripe is guarded by a flag that is only ever tried: a thread that finds it taken goes to the next stripe, and after the
 * last one does without the pool. So no thread waits for another, and both virtual threads and event loops may use it.
 */
final class HeapPool {
    /** The largest array that is kept, in bytes. */
    static final int LARGEST = 8 << 20;

    private static final int SMALLEST_SHIFT = 6;
    private static final int CLASSES = sizeClass(LARGEST) + 1;
    private static final int MAX_STRIPES = 16;
    private static final int FIRST_ROOM = 8;

    private final Stripe[] stripes;
    /** Bytes of all arrays: with users, and idle in the pool. */
    private final LongAdder bytes = new LongAdder();

    /** @param limit how many bytes of idle arrays to keep */
    HeapPool(long limit) {
        int cpus = Math.min(Runtime.getRuntime().availableProcessors(), MAX_STRIPES);
        stripes = new Stripe[Integer.highestOneBit(cpus)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(limit / stripes.length);
        }
    }

    /** Whether an array of this length is kept when there is room. */
    static boolean keeps(int length) {
        return length <= LARGEST;
    }

    /** The length of the array that a buffer of {@code size} bytes gets. */
    static int arraySize(int size) {
        return size > LARGEST ? size : classSize(sizeClass(size));
    }

    private static int sizeClass(int size) {
        int last = size - 1;
        int shift = 31 - Integer.numberOfLeadingZeros(last);
        if (size <= 1 << SMALLEST_SHIFT) {
            return 0;
        }
        int quarter = last >> shift - 2 & 3;
        return (shift - SMALLEST_SHIFT) * 4 + quarter + 1;
    }

    private static int classSize(int sizeClass) {
        if (sizeClass == 0) {
            return 1 << SMALLEST_SHIFT;
        }
        int shift = SMALLEST_SHIFT + (sizeClass - 1) / 4;
        int quarter = (sizeClass - 1) % 4;
        return (1 << shift) + (quarter + 1 << shift - 2);
    }

    /** An idle buffer with room for {@code size} bytes, from the pool or new. */
    PerchByteBuf take(PerchByteBufAllocator allocator, int size) {
        if (size <= LARGEST) {
            int sizeClass = sizeClass(size);
            int start = start();
            for (int i = 0; i < stripes.length; i++) {
                PerchByteBuf buffer = stripes[start + i & stripes.length - 1].tryPop(sizeClass);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        int arraySize = arraySize(size);
        PerchByteBuf buffer = PerchByteBuf.heap(allocator, arraySize);
        bytes.add(arraySize);
        if (Recording.on()) {
            Recording.recorder().allocatedArray(arraySize);
        }
        return buffer;
    }

    /** Keeps an idle buffer, or drops it. */
    void give(PerchByteBuf buffer) {
        int room = buffer.room();
        if (keeps(room)) {
            int sizeClass = sizeClass(room);
            int start = start();
            for (int i = 0; i < stripes.length; i++) {
                if (stripes[start + i & stripes.length - 1].tryPush(sizeClass, buffer)) {
                    if (Recording.on()) {
                        Recording.recorder().returnedArray(room);
                    }
                    return;
                }
            }
        }
        bytes.add(-room);
        if (Recording.on()) {
            Recording.recorder().freedArray(room);
        }
    }

    /** Leaves all idle arrays to the garbage collector, except those of stripes that are in use at this moment. */
    void clear() {
        for (Stripe stripe : stripes) {
            bytes.add(-stripe.tryClear());
        }
    }

    /** Bytes of all arrays: with users, and idle in the pool. */
    long bytes() {
        return bytes.sum();
    }

    private int start() {
        long id = Thread.currentThread().getId();
        return (int) (id ^ id >>> 16);
    }

    /** One stack of idle buffers per size class. */
    private static final class Stripe extends AtomicBoolean {
        private static final long serialVersionUID = 1;

        private final transient PerchByteBuf[][] stacks = new PerchByteBuf[CLASSES][];
        private final int[] heights = new int[CLASSES];
        private final long limit;
        private long kept;

        Stripe(long limit) {
            this.limit = limit;
        }

        private boolean tryLock() {
            return !getPlain() && compareAndSet(false, true);
        }

        private void unlock() {
            setRelease(false);
        }

        PerchByteBuf tryPop(int sizeClass) {
            if (!tryLock()) {
                return null;
            }
            PerchByteBuf buffer = null;
            int height = heights[sizeClass];
            if (height > 0) {
                PerchByteBuf[] stack = stacks[sizeClass];
                buffer = stack[height - 1];
                stack[height - 1] = null;
                heights[sizeClass] = height - 1;
                kept -= classSize(sizeClass);
            }
            unlock();
            return buffer;
        }

        boolean tryPush(int sizeClass, PerchByteBuf buffer) {
            if (!tryLock()) {
                return false;
            }
            try {
                if (kept + classSize(sizeClass) > limit) {
                    return false;
                }
                PerchByteBuf[] stack = stacks[sizeClass];
                int height = heights[sizeClass];
                if (stack == null) {
                    stack = new PerchByteBuf[FIRST_ROOM];
                    stacks[sizeClass] = stack;
                } else if (height == stack.length) {
                    stack = Arrays.copyOf(stack, height * 2);
                    stacks[sizeClass] = stack;
                }
                stack[height] = buffer;
                heights[sizeClass] = height + 1;
                kept += classSize(sizeClass);
                return true;
            } finally {
                unlock();
            }
        }

        long tryClear() {
            if (!tryLock()) {
                return 0;
            }
            Arrays.fill(stacks, null);
            Arrays.fill(heights, 0);
            long cleared = kept;
            kept = 0;
            unlock();
            return cleared;
        }
    }
}
