/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBufAllocator;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The allocator of one round.
 *
 * @param allocator what the channels use
 * @param held      bytes outside of the Java heap that it holds from the operating system now, used or not
 * @param live      bytes of the buffers that nobody has released, if the allocator knows
 * @param closing   gives its memory back
 */
record AllocatorUnderTest(ByteBufAllocator allocator, LongSupplier held, Supplier<OptionalLong> live, Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
