/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.perch.options.Zeroing;
import io.perch.sizeclass.SizeClasses;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Idle heap buffers, kept with their arrays for the next allocation of their size class. The slabs cannot keep them: they hold
 * addresses, and an array has none that lasts.
 *
 * <p>Size classes are those of blocks, and go on in the same steps to {@link #LARGEST}. Larger arrays are not kept. There is one
 * {@link HeapStripe} per CPU, 16 at most, and each keeps at most its part of the limit; what does not fit is left to the garbage
 * collector.
 *
 * <p>A stripe's lock is only ever tried: a thread that finds it taken goes to the next stripe, and after the last one does without
 * the pool. So no thread waits for another one, and virtual threads and event loops may use it alike.
 */
final class HeapPool {
    /** The largest array that is kept, in bytes. */
    static final int LARGEST = 8 << 20;

    /** Above the largest block a class is that of an eighth of the size, in steps as wide. */
    private static final int LARGE_SHIFT = 3;
    private static final int LARGE = SizeClasses.COUNT - 1 - SizeClasses.classOf(SizeClasses.MAX_SIZE >> LARGE_SHIFT);
    private static final int CLASSES = sizeClass(LARGEST) + 1;
    private static final int MAX_STRIPES = 16;

    private final HeapStripe[] stripes;
    private final Zeroing zeroing;
    /** Bytes of all arrays: with users, and idle in the pool. */
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param limit   how many bytes of idle arrays to keep
     * @param zeroing which arrays are overwritten with zeros
     */
    HeapPool(long limit, Zeroing zeroing) {
        this.zeroing = zeroing;
        int cpus = Math.min(Runtime.getRuntime().availableProcessors(), MAX_STRIPES);
        stripes = new HeapStripe[Integer.highestOneBit(cpus)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new HeapStripe(CLASSES, limit / stripes.length);
        }
    }

    /** Whether an array of this length is kept when there is room. */
    static boolean keeps(int length) {
        return length <= LARGEST;
    }

    /** The length of the array that a buffer of {@code size} bytes gets. */
    static int arraySize(int size) {
        if (size > LARGEST) {
            return size;
        }
        int sizeClass = sizeClass(size);
        return sizeClass < SizeClasses.COUNT ? SizeClasses.size(sizeClass) : SizeClasses.size(sizeClass - LARGE) << LARGE_SHIFT;
    }

    private static int sizeClass(int size) {
        return size <= SizeClasses.MAX_SIZE ? SizeClasses.classOf(size)
                : LARGE + SizeClasses.classOf((size - 1 >> LARGE_SHIFT) + 1);
    }

    /** An idle buffer with room for {@code size} bytes, out of the pool or new. */
    PerchByteBuf take(PerchByteBufAllocator allocator, int size) {
        if (size <= LARGEST) {
            int sizeClass = sizeClass(size);
            int start = start();
            for (int i = 0; i < stripes.length; i++) {
                PerchByteBuf buffer = stripes[start + i & stripes.length - 1].tryPop(sizeClass);
                if (buffer != null) {
                    if (zeroing.ofAllocated()) {
                        buffer.zeroArray();
                    }
                    return buffer;
                }
            }
        }
        int arraySize = arraySize(size);
        PerchByteBuf buffer = PerchByteBuf.heap(allocator, arraySize);
        bytes.addAndGet(arraySize);
        if (Recording.on()) {
            Recording.recorder().allocatedArray(arraySize);
        }
        return buffer;
    }

    /** Keeps an idle buffer, or drops it. */
    void give(PerchByteBuf buffer) {
        int room = buffer.room();
        if (zeroing.ofFreed()) {
            buffer.zeroArray();
        }
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
        bytes.addAndGet(-room);
        if (Recording.on()) {
            Recording.recorder().freedArray(room);
        }
    }

    /** Leaves all idle arrays to the garbage collector, but those of stripes that are in use at this moment. */
    void clear() {
        for (HeapStripe stripe : stripes) {
            bytes.addAndGet(-stripe.tryClear());
        }
    }

    /** Bytes of all arrays: with users, and idle in the pool. */
    long bytes() {
        return bytes.get();
    }

    private int start() {
        long id = Thread.currentThread().getId();
        return (int) (id ^ id >>> 16);
    }
}
