/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.PerchOutOfMemoryError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At the memory limit, Perch's error comes through, and nothing else is affected. */
class LimitTest {
    private static final long LIMIT = 16 << 20;

    private final PerchAllocator blocks = PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).build());
    private final PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();

    @AfterEach
    void close() {
        blocks.close();
    }

    @Test
    void allocationBeyondTheLimit() {
        List<ByteBuf> live = new ArrayList<>();
        assertThatThrownBy(() -> {
            while (true) {
                live.add(allocator.directBuffer(100_000));
            }
        }).isInstanceOf(PerchOutOfMemoryError.class);
        assertThat(live).isNotEmpty();
        assertThat(allocator.metric().usedDirectMemory()).isBetween(live.size() * 100_000L, LIMIT);
        live.forEach(ByteBuf::release);
        assertThat(blocks.stats().inUse()).isZero();
        allocator.directBuffer(100_000).release();
    }

    @Test
    void growthBeyondTheLimitLeavesTheBuffer() {
        ByteBuf buffer = allocator.directBuffer(1000).writeLong(42);
        long address = buffer.memoryAddress();
        assertThatThrownBy(() -> buffer.capacity((int) LIMIT)).isInstanceOf(PerchOutOfMemoryError.class);
        assertThat(buffer.capacity()).isEqualTo(1000);
        assertThat(buffer.memoryAddress()).isEqualTo(address);
        assertThat(buffer.readLong()).isEqualTo(42);
        buffer.release();
        assertThat(blocks.stats().inUse()).isZero();
    }

    @Test
    void closedAllocatorRefuses() {
        ByteBuf buffer = allocator.directBuffer(1000).writeLong(42);
        blocks.close();
        assertThatThrownBy(() -> allocator.directBuffer(1000)).isInstanceOf(IllegalStateException.class);
        assertThat(buffer.readLong()).isEqualTo(42);
        assertThat(buffer.release()).isTrue();
    }
}
