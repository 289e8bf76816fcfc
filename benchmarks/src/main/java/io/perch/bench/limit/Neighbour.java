/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;

/** A thread that is in the way of the others, as {@link Company} says. */
final class Neighbour extends Thread {
    private static final int STEPS = 10_000;

    private final ByteBufAllocator allocator;
    private final int size;
    private volatile Company does = Company.NONE;
    /** Written by this thread alone, as is what it computes. */
    private volatile long refusals;
    private long computed;

    /** @param size of the buffers that are refused */
    Neighbour(ByteBufAllocator allocator, int size) {
        this.allocator = allocator;
        this.size = size;
        setDaemon(true);
    }

    /** From now on it does that. */
    void does(Company what) {
        does = what;
    }

    /** How often it was refused a buffer. */
    long refusals() {
        return refusals;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Company now = does;
                if (now == Company.NONE) {
                    TimeUnit.MILLISECONDS.sleep(1);
                } else if (now == Company.COMPUTING) {
                    compute();
                } else {
                    ask();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compute() {
        for (int i = 0; i < STEPS; i++) {
            computed = computed * 6364136223846793005L + 1;
        }
    }

    private void ask() {
        ByteBuf buffer;
        try {
            buffer = allocator.directBuffer(size);
        } catch (OutOfMemoryError refused) {
            refusals++;
            return;
        }
        buffer.release();
    }
}
