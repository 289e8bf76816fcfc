/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;

/** A load of {@link EventLoops}, each of which has buffers. */
abstract class EventLoopLoad implements MemoryLoad {
    /** By the number of the thread. */
    final LiveBuffers[] held = new LiveBuffers[EventLoops.THREADS];

    @Override
    public final void run(ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        for (int t = 0; t < held.length; t++) {
            held[t] = new LiveBuffers(allocator, meter);
        }
        use(allocator, meter);
    }

    /** Uses the buffers that are held, and those that the allocator gives besides. */
    abstract void use(ByteBufAllocator allocator, Meter meter) throws InterruptedException;

    @Override
    public final void release() {
        for (LiveBuffers each : held) {
            each.releaseAll();
        }
    }
}
