/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

import java.util.concurrent.atomic.LongAdder;

/**
 * Wraps the allocator under test and counts what the channels ask of it: every buffer that takes memory, but not composites, which
 * only join buffers. All allocators are wrapped in the same way.
 */
final class CountingAllocator implements ByteBufAllocator {
    private final ByteBufAllocator target;
    private final LongAdder count = new LongAdder();

    CountingAllocator(ByteBufAllocator target) {
        this.target = target;
    }

    long count() {
        return count.sum();
    }

    private ByteBufAllocator counted() {
        count.increment();
        return target;
    }

    @Override
    public ByteBuf buffer() {
        return counted().buffer();
    }

    @Override
    public ByteBuf buffer(int initialCapacity) {
        return counted().buffer(initialCapacity);
    }

    @Override
    public ByteBuf buffer(int initialCapacity, int maxCapacity) {
        return counted().buffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf ioBuffer() {
        return counted().ioBuffer();
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity) {
        return counted().ioBuffer(initialCapacity);
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity, int maxCapacity) {
        return counted().ioBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf heapBuffer() {
        return counted().heapBuffer();
    }

    @Override
    public ByteBuf heapBuffer(int initialCapacity) {
        return counted().heapBuffer(initialCapacity);
    }

    @Override
    public ByteBuf heapBuffer(int initialCapacity, int maxCapacity) {
        return counted().heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf directBuffer() {
        return counted().directBuffer();
    }

    @Override
    public ByteBuf directBuffer(int initialCapacity) {
        return counted().directBuffer(initialCapacity);
    }

    @Override
    public ByteBuf directBuffer(int initialCapacity, int maxCapacity) {
        return counted().directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public CompositeByteBuf compositeBuffer() {
        return target.compositeBuffer();
    }

    @Override
    public CompositeByteBuf compositeBuffer(int maxNumComponents) {
        return target.compositeBuffer(maxNumComponents);
    }

    @Override
    public CompositeByteBuf compositeHeapBuffer() {
        return target.compositeHeapBuffer();
    }

    @Override
    public CompositeByteBuf compositeHeapBuffer(int maxNumComponents) {
        return target.compositeHeapBuffer(maxNumComponents);
    }

    @Override
    public CompositeByteBuf compositeDirectBuffer() {
        return target.compositeDirectBuffer();
    }

    @Override
    public CompositeByteBuf compositeDirectBuffer(int maxNumComponents) {
        return target.compositeDirectBuffer(maxNumComponents);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return target.isDirectBufferPooled();
    }

    @Override
    public int calculateNewCapacity(int minNewCapacity, int maxCapacity) {
        return target.calculateNewCapacity(minNewCapacity, maxCapacity);
    }
}
