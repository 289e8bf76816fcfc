/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buffers above the largest size class. */
class GrowthTest {
    private static final int MIB = 1 << 20;

    private final PerchAllocator blocks =
            PerchAllocator.create(PerchConfig.builder().hardLimit(4096L * MIB).maintenance(Maintenance.CALLER).build());
    private final PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();

    @AfterEach
    void close() {
        blocks.close();
    }

    @Test
    void aBufferThatGrowsTakesLittleMoreThanItHas() {
        ByteBuf buffer = allocator.directBuffer(2 * MIB).writeLong(42);
        int most = 100 * MIB;
        long committed = 0;
        for (int capacity = 4 * MIB; capacity <= most; capacity += 4 * MIB) {
            buffer.capacity(capacity);
            buffer.setInt(capacity - 4, capacity);
            committed = Math.max(committed, blocks.committed());
        }
        assertThat(committed).isLessThanOrEqualTo((long) (1.3 * most));
        assertThat(buffer.getLong(0)).isEqualTo(42);
        for (int capacity = 4 * MIB; capacity <= most; capacity += 4 * MIB) {
            assertThat(buffer.getInt(capacity - 4)).isEqualTo(capacity);
        }
        buffer.release();
        assertThat(blocks.stats().inUse()).isZero();
    }

    @Test
    void theLargestBufferOfAllCanBeHadAndLeavesNothing() {
        for (int size : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 8191}) {
            ByteBuf buffer = allocator.directBuffer(size);
            buffer.setByte(size - 1, 7);
            assertThat(buffer.getByte(size - 1)).isEqualTo((byte) 7);
            assertThat(buffer.capacity()).isEqualTo(size);
            buffer.release();
            assertThat(blocks.stats().inUse()).isZero();
        }
        ByteBuf growing = allocator.directBuffer(2 * MIB);
        growing.capacity(Integer.MAX_VALUE).setByte(Integer.MAX_VALUE - 1, 7);
        growing.release();
        assertThat(blocks.stats().inUse()).isZero();
    }
}
