/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.stats.Counter;

/**
 * {@code reactor.netty.bytebuf.allocator.*} for Perch, with the type "perch": Reactor Netty registers these only for Netty's own
 * allocators. Of its gauges, those of arenas, thread caches and chunks mean nothing here, and are left out.
 */
final class ReactorNettyAllocatorMeters implements MeterBinder {
    private static final String PREFIX = "reactor.netty.bytebuf.allocator.";

    private final PerchByteBufAllocator allocator;

    ReactorNettyAllocatorMeters(PerchByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("id", Integer.toString(allocator.hashCode()), "type", "perch");
        Gauge.builder(PREFIX + "used.direct.memory", allocator, perch -> perch.metric().usedDirectMemory()).tags(tags)
                .description("The number of bytes reserved by direct buffer allocator").register(registry);
        Gauge.builder(PREFIX + "used.heap.memory", allocator, perch -> perch.metric().usedHeapMemory()).tags(tags)
                .description("The number of bytes reserved by heap buffer allocator").register(registry);
        Gauge.builder(PREFIX + "active.direct.memory", allocator, perch -> perch.allocator().stats().get(Counter.IN_USE)).tags(tags)
                .description("The actual bytes consumed by in-use buffers allocated from direct buffer pools").register(registry);
    }
}
