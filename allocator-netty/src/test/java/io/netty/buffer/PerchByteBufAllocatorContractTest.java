/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.netty.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perch.netty.PerchByteBufAllocator;
import org.junit.jupiter.api.Test;

/**
 * Netty's own published suite for allocators. Where it expects a buffer class or an amount of memory of Netty's allocators, the
 * test says what ours has instead.
 */
class PerchByteBufAllocatorContractTest extends AbstractByteBufAllocatorTest<PerchByteBufAllocator> {
    @Override
    protected PerchByteBufAllocator newAllocator(boolean preferDirect) {
        return new PerchByteBufAllocator(preferDirect);
    }

    @Override
    protected PerchByteBufAllocator newUnpooledAllocator() {
        return newAllocator(false);
    }

    @Override
    protected boolean isDirectExpected(boolean preferDirect) {
        return preferDirect;
    }

    @Override
    @Test
    public void testUnsafeHeapBufferAndUnsafeDirectBuffer() {
        PerchByteBufAllocator allocator = newAllocator(false);
        ByteBuf direct = allocator.directBuffer();
        ByteBuf heap = allocator.heapBuffer();
        assertTrue(direct.isDirect());
        assertFalse(heap.isDirect());
        assertEquals(root(direct).getClass(), root(heap).getClass(), "call sites see one class");
        direct.release();
        heap.release();
    }

    @Override
    @Test
    public void testUsedDirectMemory() {
        PerchByteBufAllocator allocator = newAllocator(true);
        long fresh = allocator.metric().usedDirectMemory();
        ByteBuf buffer = allocator.directBuffer(1024, 4096);
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThanOrEqualTo(fresh + 1024);
        buffer.capacity(2048);
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThanOrEqualTo(fresh + 2048);
        buffer.release();
    }

    @Override
    @Test
    public void testUsedDirectMemoryHuge() {
        PerchByteBufAllocator allocator = newAllocator(true);
        int size = 32 << 20;
        ByteBuf buffer = allocator.directBuffer(size, size);
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThanOrEqualTo(size);
        buffer.release();
    }

    @Override
    @Test
    public void testUsedHeapMemory() {
        PerchByteBufAllocator allocator = newAllocator(true);
        assertEquals(0, allocator.metric().usedHeapMemory());
        ByteBuf buffer = allocator.heapBuffer(1024, 4096);
        assertEquals(1024, allocator.metric().usedHeapMemory());
        buffer.capacity(2048);
        assertEquals(1024 + 2048, allocator.metric().usedHeapMemory(), "the small array waits in the pool");
        buffer.release();
        assertEquals(1024 + 2048, allocator.metric().usedHeapMemory());
        allocator.trim();
        assertEquals(0, allocator.metric().usedHeapMemory());
    }

    private static ByteBuf root(ByteBuf buffer) {
        return buffer instanceof SimpleLeakAwareByteBuf ? buffer.unwrap() : buffer;
    }
}
