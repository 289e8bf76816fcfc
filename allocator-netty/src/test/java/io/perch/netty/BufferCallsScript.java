/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.Script;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.stats.Counter;

/** Calls of buffers of an allocator of their own. When they are over, no buffer is in use. */
abstract class BufferCallsScript implements Script {
    private static final int[] SIZES = {64, 1000, 100_000, 2 << 20};

    final PerchAllocator blocks;
    final PerchByteBufAllocator allocator;
    Faults faults;

    BufferCallsScript(Mode mode) {
        blocks = PerchAllocator.create(PerchConfig.builder().mode(mode).hardLimit(256 << 20).slabBytes(256 << 10)
                .maintenance(Maintenance.CALLER).build());
        allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
    }

    @Override
    public final void run(Faults these) {
        faults = these;
        calls();
    }

    abstract void calls();

    @Override
    public final void check() {
        assertThat(FaultyRuns.elsewhere(blocks::stats).inUse()).as("in use").isZero();
        for (int size : SIZES) {
            ByteBuf again = allocator.directBuffer(size);
            again.setByte(size - 1, 1);
            again.capacity(2 * size).release();
        }
        FaultyRuns.elsewhere(blocks::trim);
        assertThat(blocks.stats().inUse()).as("in use in the end").isZero();
        blocks.close();
        assertThat(blocks.stats().get(Counter.RESERVED)).as("reserved after close").isZero();
    }
}
