/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.options.Zeroing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Heap arrays are reused, within bounds. */
class HeapPoolTest {
    private final PerchByteBufAllocator allocator = new PerchByteBufAllocator(false);

    @Test
    void arraysAreAtMostAQuarterOrAnAlignmentTooLarge() {
        IntStream.rangeClosed(1, 64).forEach(size -> assertThat(HeapPool.arraySize(size)).isEqualTo(64));
        for (int size = 65; size <= HeapPool.LARGEST; size += 1 + size / 1000) {
            int array = HeapPool.arraySize(size);
            assertThat(array).isBetween(size, size + Math.max(63, size / 4));
            assertThat(HeapPool.arraySize(array)).as("a class contains its own size").isEqualTo(array);
        }
        assertThat(HeapPool.arraySize(HeapPool.LARGEST)).isEqualTo(HeapPool.LARGEST);
        assertThat(HeapPool.arraySize(HeapPool.LARGEST + 1)).isEqualTo(HeapPool.LARGEST + 1);
        assertThat(HeapPool.arraySize(0)).isEqualTo(64);
    }

    @Test
    void releasedArrayIsReused() {
        ByteBuf buffer = allocator.heapBuffer(1000);
        byte[] array = buffer.array();
        buffer.release();
        ByteBuf next = allocator.heapBuffer(980);
        assertThat(next.array()).isSameAs(array);
        next.release();
    }

    @Test
    void growthLeavesTheSmallArrayToThePool() {
        ByteBuf buffer = allocator.heapBuffer(100).writeLong(7);
        byte[] small = buffer.array();
        buffer.capacity(10_000);
        assertThat(buffer.getLong(0)).isEqualTo(7);
        ByteBuf other = allocator.heapBuffer(100);
        assertThat(other.array()).isSameAs(small);
        other.release();
        buffer.release();
    }

    @Test
    void largestArraysAreNotKept() {
        ByteBuf buffer = allocator.heapBuffer(HeapPool.LARGEST + 1);
        assertThat(allocator.metric().usedHeapMemory()).isEqualTo(HeapPool.LARGEST + 1);
        buffer.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void idleArraysAreBounded() {
        long limit = 1 << 20;
        HeapPool pool = new HeapPool(limit, Zeroing.OFF);
        List<PerchByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            buffers.add(pool.take(allocator, 65536));
        }
        assertThat(pool.bytes()).isEqualTo(64 * 65536);
        buffers.forEach(pool::give);
        assertThat(pool.bytes()).isLessThanOrEqualTo(limit).isGreaterThan(limit / 2);
        pool.clear();
        assertThat(pool.bytes()).isZero();
    }
}
