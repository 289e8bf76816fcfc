/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;

/** The loads whose memory is measured, for those who count something else under them. */
public final class CountedLoads {
    private static final int LEAST_MIB = 32;
    private static final int MOST_MIB = 256;

    private CountedLoads() {
    }

    /**
     * What a load did.
     *
     * @param operations buffers allocated, each of which was released
     * @param nanos      the time of that, without pauses between
     */
    public record Done(long operations, long nanos) {
    }

    /** Live bytes that rise and fall, on two threads. */
    public static Done breathing(ByteBufAllocator allocator, long nanos) throws InterruptedException {
        return run(new BreathingLoad((long) LEAST_MIB << 20, (long) MOST_MIB << 20, nanos), allocator);
    }

    /** Virtual threads that come, hold a few buffers and leave. */
    public static Done crowd(ByteBufAllocator allocator, int crowd, int bursts) throws InterruptedException {
        return run(new CrowdLoad(crowd, bursts), allocator);
    }

    private static Done run(MemoryLoad load, ByteBufAllocator allocator) throws InterruptedException {
        Meter meter = new Meter();
        load.run(allocator, meter);
        load.release();
        return new Done(meter.operations(), meter.nanos());
    }
}
