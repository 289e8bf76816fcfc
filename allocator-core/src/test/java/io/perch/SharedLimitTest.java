/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.perch.rseq.NativePlatform;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** One limit for Perch and the JDK's direct buffers. */
class SharedLimitTest {
    private static final int BLOCK = 4 << 20;

    private static long ofTheJdk() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    @Test
    void thereIsNoMoreThanTheJdkLeaves() {
        long limit = ofTheJdk() + 8L * BLOCK;
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().hardLimit(limit).sharedLimit(true).build())) {
            allocator.free(allocator.allocate(6L * BLOCK));
            allocator.trim();
            ByteBuffer taken = ByteBuffer.allocateDirect(4 * BLOCK);
            if (NativePlatform.get().memory() != null) {
                assertThatExceptionOfType(PerchOutOfMemoryError.class).isThrownBy(() -> allocator.allocate(6L * BLOCK))
                        .withMessageContaining("the limit of " + limit + " bytes, perch.limit.hard, is reached, of which the JDK's"
                                + " direct buffers");
            }
            allocator.free(allocator.allocate(2L * BLOCK));
            Reference.reachabilityFence(taken);
        }
    }

    @Test
    void limitsAreApartOtherwise() {
        long limit = ofTheJdk() + 8L * BLOCK;
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().hardLimit(limit).build())) {
            ByteBuffer taken = ByteBuffer.allocateDirect(4 * BLOCK);
            allocator.free(allocator.allocate(6L * BLOCK));
            assertThat(taken.capacity()).isEqualTo(4 * BLOCK);
        }
    }
}
