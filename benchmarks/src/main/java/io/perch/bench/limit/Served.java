/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A thread with small buffers, one after the other, and a hundred at once. Their memory is there, unless a neighbour has just got
 * it: then this thread is refused too, and goes on.
 */
final class Served extends Thread {
    private static final int SIZE = 256;
    private static final int BURST = 100;

    private final ByteBufAllocator allocator;
    private final ByteBuf[] held = new ByteBuf[BURST];
    /** Written by this thread alone. */
    private volatile long pairs;
    private volatile long refusals;

    Served(ByteBufAllocator allocator) {
        this.allocator = allocator;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (true) {
            int got = 0;
            try {
                for (int i = 0; i < BURST; i++) {
                    allocator.directBuffer(SIZE).release();
                }
                for (; got < BURST; got++) {
                    held[got] = allocator.directBuffer(SIZE);
                }
                pairs += 2 * BURST;
            } catch (OutOfMemoryError refused) {
                refusals++;
            }
            for (int i = 0; i < got; i++) {
                held[i].release();
            }
        }
    }

    /** Buffers that it has allocated and released so far. */
    long pairs() {
        return pairs;
    }

    /** How often it was refused a buffer. */
    long refusals() {
        return refusals;
    }
}
