/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What there is to say when others hold the memory. */
class ServiceCheckTest {
    private static final long MIB = 1 << 20;

    @Test
    void nobodyIsServed() {
        try (PerchAllocator blocks = PerchAllocator.create()) {
            assertThat(ServiceCheck.warning(blocks.stats(), Map.of("x.netty.buffer.PooledByteBufAllocator", 40 * MIB, "idle", 0L)))
                    .contains("serves nobody", "x.netty.buffer.PooledByteBufAllocator 40.0 MiB").doesNotContain("idle");
        }
    }

    @Test
    void othersHoldLittle() {
        try (PerchAllocator blocks = PerchAllocator.create()) {
            assertThat(ServiceCheck.warning(blocks.stats(), Map.of("direct buffers of the JDK", MIB))).isEmpty();
        }
    }

    @Test
    void perchHoldsItsShare() {
        try (PerchAllocator blocks = PerchAllocator.create()) {
            ByteBuf buffer = PerchByteBufAllocator.builder().allocator(blocks).build().directBuffer(16 << 20);
            assertThat(ServiceCheck.warning(blocks.stats(), Map.of("others", 100 * MIB))).isEmpty();
            assertThat(ServiceCheck.warning(blocks.stats(), Map.of("others", 200 * MIB))).contains("serves little");
            buffer.release();
        }
    }

    @Test
    void theDefaultAllocatorAndDirectBuffersAreKnown() {
        assertThat(OtherAllocators.held()).containsKey("direct buffers of the JDK");
    }
}
