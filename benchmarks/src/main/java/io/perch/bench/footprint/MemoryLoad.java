/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;

/** A use of buffers in which the live bytes are known at each moment. */
interface MemoryLoad {
    /** Uses buffers for the time that the load is made for, and keeps those that are live at its end. */
    void run(ByteBufAllocator allocator, Meter meter) throws InterruptedException;

    /** Releases all that are left. */
    void release();

    /** From how many live bytes on there is a ratio to speak of. */
    long floor();
}
