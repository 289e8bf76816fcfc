/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perch.bench.netty.Resident;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The buffers that one thread has. */
final class LiveBuffers {
    private final ByteBufAllocator allocator;
    private final Meter meter;
    private final List<ByteBuf> buffers = new ArrayList<>();
    private long bytes;

    LiveBuffers(ByteBufAllocator allocator, Meter meter) {
        this.allocator = allocator;
        this.meter = meter;
    }

    /** Allocates one and touches its pages. */
    void add(int size) {
        ByteBuf buffer = allocator.buffer(size);
        Resident.touch(buffer, size);
        buffers.add(buffer);
        bytes += size;
        meter.allocated(size);
    }

    long bytes() {
        return bytes;
    }

    /** A random one, which the caller is to {@link #release}, here or elsewhere. Each is as likely. */
    ByteBuf remove(SplittableRandom random) {
        int index = random.nextInt(buffers.size());
        ByteBuf last = buffers.remove(buffers.size() - 1);
        ByteBuf removed = index == buffers.size() ? last : buffers.set(index, last);
        bytes -= removed.capacity();
        return removed;
    }

    /** Releases a buffer that was removed, from here or from another thread's. */
    void release(ByteBuf removed) {
        meter.released(removed.capacity());
        removed.release();
    }

    void releaseAll() {
        buffers.forEach(this::release);
        buffers.clear();
        bytes = 0;
    }
}
