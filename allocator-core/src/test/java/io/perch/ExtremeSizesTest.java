/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.options.Maintenance;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sizes, alignments and counts around the ends of their types: they work, or are refused and nothing is lost. */
class ExtremeSizesTest {
    private static final long LIMIT = 3L << 30;

    private static PerchAllocator large() {
        return PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).maintenance(Maintenance.CALLER).build());
    }

    private static long[] aroundPowersOfTwo() {
        return LongStream.concat(LongStream.of(Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 8192, Long.MAX_VALUE - 8191, Long.MAX_VALUE),
                LongStream.of(20, 29, 30, 31, 32, 43, 44, 62).flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit,
                        (1L << bit) + 1))).toArray();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void eachSizeWithEachAlignment(AllocatorKind kind) {
        try (PerchAllocator perch = kind.open()) {
            for (long size : aroundPowersOfTwo()) {
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    long alignment = 1L << bit;
                    try {
                        long block = perch.allocate(size, alignment);
                        assertThat(block & alignment - 1).isZero();
                        assertThat(perch.usableSize(block)).isGreaterThanOrEqualTo(size);
                        perch.free(block);
                    } catch (PerchOutOfMemoryError | IllegalArgumentException refused) {
                        assertThat(refused).hasMessageContainingAll(size > 0 && alignment > 0 ? "cannot allocate" : "expected: ");
                    }
                }
            }
            perch.trim();
            assertThat(Sums.checked(perch).inUse()).isZero();
        }
    }

    @Test
    void theLargestBufferOfAPoolIsAllThere() {
        try (PerchAllocator perch = large()) {
            BufferPool pool = BufferPool.of(perch);
            for (int size : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 8191}) {
                try (PooledBuffer buffer = pool.acquire(size)) {
                    buffer.byteBuffer().put(size - 1, (byte) 1);
                    assertThat(buffer.byteBuffer().limit()).isEqualTo(size);
                }
            }
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    /** It is the limit that refuses it, and not the heap, for a list of so many addresses. */
    @Test
    void morePrewarmedBlocksThanThereCanBe() {
        try (PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(8 << 20).build())) {
            Prewarm most = Prewarm.of(64 << 10, Integer.MAX_VALUE);
            assertThatThrownBy(() -> perch.prewarm(most)).isInstanceOf(PerchOutOfMemoryError.class);
            assertThatThrownBy(() -> BufferPool.of(perch).prewarm(most)).isInstanceOf(PerchOutOfMemoryError.class);
            assertThat(perch.stats().inUse()).isZero();
        }
    }
}
