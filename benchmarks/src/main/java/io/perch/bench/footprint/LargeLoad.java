/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.SplittableRandom;

/**
 * Buffers above any size class: for the first half of the time, two threads each write to a buffer that grows step by step, and
 * begin anew when it is full; for the second half, each has four blocks of which it replaces a random one.
 */
final class LargeLoad extends EventLoopLoad {
    private static final int STEP = 1 << 18;
    private static final int FIRST_CAPACITY = 256;
    private static final int BLOCKS = 4;
    private static final int BLOCKS_OF_GROWN = 12;

    private final int grown;
    private final int block;
    private final long nanos;

    /**
     * @param grown bytes at which a growing buffer is full
     * @param nanos of both halves
     */
    LargeLoad(int grown, long nanos) {
        this.grown = Math.max(STEP, grown);
        block = this.grown / BLOCKS_OF_GROWN;
        this.nanos = nanos;
    }

    @Override
    void use(ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        long[] growths = new long[EventLoops.THREADS];
        byte[] step = new byte[STEP];
        long took = meter.timed(() -> EventLoops.run(thread -> growths[thread] = grow(allocator, meter, step)));
        meter.figure("growthMillis", took / 1e6 * EventLoops.THREADS / (growths[0] + growths[1]));
        meter.timed(() -> EventLoops.run(thread -> meter.count(replace(held[thread], new SplittableRandom(thread)))));
    }

    /** Returns how many buffers grew to their full size. What is written of them counts as live. */
    private long grow(ByteBufAllocator allocator, Meter meter, byte[] step) {
        long done = 0;
        for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos / 2; done++) {
            ByteBuf buffer = allocator.buffer(FIRST_CAPACITY);
            while (buffer.writerIndex() < grown) {
                buffer.writeBytes(step);
                meter.allocated(STEP);
            }
            meter.count(1);
            meter.released(buffer.writerIndex());
            buffer.release();
        }
        return done;
    }

    private long replace(LiveBuffers mine, SplittableRandom random) {
        long done = 0;
        for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos / 2; done++) {
            mine.add(block);
            if (mine.bytes() > (long) BLOCKS * block) {
                mine.release(mine.remove(random));
            }
        }
        return done;
    }

    @Override
    public long floor() {
        return block;
    }
}
