/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** Micrometer's own binder for Netty's allocators shows Perch's memory. */
class MicrometerTest {
    private static final int BYTES = 1 << 20;

    @Test
    void bothKindsOfMemory() {
        PerchByteBufAllocator allocator = new PerchByteBufAllocator(true);
        // tag::micrometer[]
        MeterRegistry registry = new SimpleMeterRegistry();
        new NettyAllocatorMetrics(allocator).bindTo(registry);
        // end::micrometer[]
        double direct = used(registry, "direct");
        ByteBuf first = allocator.directBuffer(BYTES);
        ByteBuf second = allocator.heapBuffer(BYTES);
        assertThat(used(registry, "direct")).isGreaterThanOrEqualTo(direct + BYTES);
        assertThat(used(registry, "heap")).isEqualTo(BYTES);
        first.release();
        second.release();
        allocator.trim();
        assertThat(used(registry, "direct")).isLessThan(direct + BYTES);
        assertThat(used(registry, "heap")).isZero();
    }

    private static double used(MeterRegistry registry, String memory) {
        return registry.get("netty.allocator.memory.used").tag("memory.type", memory)
                .tag("allocator.type", "PerchByteBufAllocator").gauge().value();
    }
}
