/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Zeroing;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users find in new blocks, and what is left in freed ones. */
class ZeroingTest {
    private static final int MIB = 1 << 20;
    private static final byte DIRT = 0x5a;

    private static PerchAllocator allocator(Zeroing zeroing) {
        return PerchAllocator.create(PerchConfig.builder().hardLimit(64 * MIB).zero(zeroing).build());
    }

    private static void soil(ByteBuffer memory) {
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, DIRT);
        }
    }

    private static boolean isClean(ByteBuffer memory) {
        return memory.duplicate().clear().mismatch(ByteBuffer.allocate(memory.capacity())) < 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1000, 4096, 70_000, MIB, 3 * MIB})
    void newBlocksAreZeroIfAskedFor(int size) {
        for (Zeroing zeroing : new Zeroing[] {Zeroing.ALLOCATED, Zeroing.BOTH}) {
            try (PerchAllocator perch = allocator(zeroing)) {
                for (int i = 0; i < 20; i++) {
                    long block = i % 2 == 0 ? perch.allocate(size) : perch.allocateOnNode(size, 0);
                    assertThat(isClean(perch.buffer(block))).as("round %d", i).isTrue();
                    soil(perch.buffer(block));
                    perch.free(block);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1000, 4096, 70_000, MIB})
    void nothingIsLeftInFreedBlocksIfAskedFor(int size) {
        for (Zeroing zeroing : new Zeroing[] {Zeroing.FREED, Zeroing.BOTH}) {
            try (PerchAllocator perch = allocator(zeroing)) {
                long kept = perch.allocate(size);
                long block = perch.allocate(size);
                ByteBuffer memory = perch.buffer(block);
                soil(memory);
                soil(perch.buffer(kept));
                perch.free(block);
                assertThat(isClean(memory)).isTrue();
                assertThat(perch.buffer(kept).get(0)).as("another user's block").isEqualTo(DIRT);
                perch.free(kept);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Zeroing.class, names = {"OFF", "ALLOCATED"})
    void otherwiseFreedBlocksAreLeftAsTheyWere(Zeroing zeroing) {
        try (PerchAllocator perch = allocator(zeroing)) {
            long block = perch.allocate(1000);
            ByteBuffer memory = perch.buffer(block);
            soil(memory);
            perch.free(block);
            assertThat(memory.get(0)).isEqualTo(DIRT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3 * MIB})
    void poolsGiveZeros(int size) {
        try (PerchAllocator perch = allocator(Zeroing.ALLOCATED); BufferPool pool = BufferPool.of(perch);
                BufferPool quota = BufferPool.builder(perch).quota(8 * MIB).build()) {
            for (int i = 0; i < 10; i++) {
                try (PooledBuffer buffer = (i % 2 == 0 ? pool : quota).acquire(size)) {
                    ByteBuffer memory = perch.buffer(buffer.address());
                    assertThat(isClean(memory)).isTrue();
                    soil(memory);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Zeroing.class, names = {"ALLOCATED", "BOTH"})
    void withChecksTheUsersBytesAreZero(Zeroing zeroing) {
        try (PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(64 * MIB).zero(zeroing).checked(true)
                .quarantineBytes(0).guardEvery(0).build())) {
            for (int i = 0; i < 10; i++) {
                long block = perch.allocate(1000);
                assertThat(isClean(perch.buffer(block))).isTrue();
                soil(perch.buffer(block));
                perch.free(block);
            }
            assertThat(perch.checks().violations()).isEmpty();
        }
    }
}
