/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A thread whose small buffers are there: one after the other, and a hundred at once. */
final class Served extends Thread {
    private static final int SIZE = 256;
    private static final int BURST = 100;

    private final ByteBufAllocator allocator;
    private final ByteBuf[] held = new ByteBuf[BURST];
    private volatile boolean ended;
    /** Written by this thread alone. */
    private volatile long pairs;

    Served(ByteBufAllocator allocator) {
        this.allocator = allocator;
        setDaemon(true);
    }

    @Override
    public void run() {
        while (!ended) {
            for (int i = 0; i < BURST; i++) {
                allocator.directBuffer(SIZE).release();
            }
            for (int i = 0; i < BURST; i++) {
                held[i] = allocator.directBuffer(SIZE);
            }
            for (ByteBuf buffer : held) {
                buffer.release();
            }
            pairs += 2 * BURST;
        }
    }

    /** Buffers that it has allocated and released so far. */
    long pairs() {
        return pairs;
    }

    void end() throws InterruptedException {
        ended = true;
        join();
    }
}
