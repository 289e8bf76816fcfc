/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who else holds direct memory. With the agent these are all pooled and adaptive allocators of all Nettys in the process, also of
 * relocated ones; without it only the default one, and the JDK's direct buffers, of which most pools are made.
 */
final class OtherAllocators {
    private OtherAllocators() {
    }

    /** Bytes by who holds them. The JDK's buffers may be those of the others. */
    static Map<String, Long> held() {
        Map<String, Long> held = new TreeMap<>(knownToTheAgent());
        ByteBufAllocator other = ByteBufAllocator.DEFAULT;
        if (!(other instanceof PerchByteBufAllocator) && other instanceof ByteBufAllocatorMetricProvider provider) {
            held.putIfAbsent(other.getClass().getName(), provider.metric().usedDirectMemory());
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                held.put("direct buffers of the JDK", pool.getMemoryUsed());
            }
        }
        return held;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> knownToTheAgent() {
        try {
            return (Map<String, Long>) ClassLoader.getSystemClassLoader().loadClass("io.perch.netty.agent.Allocators")
                    .getMethod("held").invoke(null);
        } catch (ReflectiveOperationException noAgent) {
            return Map.of();
        }
    }
}
