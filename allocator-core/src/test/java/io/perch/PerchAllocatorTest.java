/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.options.Mode;
import io.perch.rseq.NativePlatform;
import io.perch.span.Span;
import io.perch.stats.PerchStats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public API in every mode; where a mode cannot be had on this machine, its fallback is tested in its place. */
class PerchAllocatorTest {
    private static final long MIB = 1 << 20;

    private static PerchAllocator allocator(Mode mode) {
        return allocator(mode, 64 * MIB);
    }

    private static PerchAllocator allocator(Mode mode, long hardLimit) {
        return PerchAllocator.create(PerchConfig.builder().mode(mode).hardLimit(hardLimit).softLimit(hardLimit)
                .slabBytes(MIB).build());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void blocksAreAlignedWritableAndDistinct(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            Set<Long> blocks = new HashSet<>();
            for (int size = 1; size <= 300_000; size += 1 + size / 7) {
                Allocation block = perch.allocateAtLeast(size);
                assertThat(block.address() % 64).isZero();
                assertThat(block.capacity()).isGreaterThanOrEqualTo(size).isEqualTo(perch.goodSize(size));
                assertThat(perch.usableSize(block.address())).isEqualTo(block.capacity());
                Span span = perch.spanOf(block.address());
                int offset = (int) (block.address() - span.address());
                span.memory().putLong(offset, block.address()).put(offset + (int) block.capacity() - 1, (byte) 1);
                assertThat(blocks.add(block.address())).isTrue();
            }
            for (long address : blocks) {
                Span span = perch.spanOf(address);
                assertThat(span.memory().getLong((int) (address - span.address()))).isEqualTo(address);
                perch.free(address);
            }
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aBlockThatWasJustFreedIsTheNextToBeHandedOut(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            // Another thread may take this one's place on the CPU between two calls, but not a hundred times.
            int same = 0;
            for (int i = 0; i < 200; i++) {
                long block = perch.allocate(1000);
                perch.free(block, 1000);
                long again = perch.allocate(1000);
                same += again == block ? 1 : 0;
                perch.free(again);
            }
            assertThat(same).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void alignsOnRequest(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            List<Long> blocks = new ArrayList<>();
            for (long alignment = 1; alignment <= 4 * MIB; alignment <<= 1) {
                for (long size : new long[] {1, 65, 4000, 100_000, 300_000}) {
                    long block = perch.allocate(size, alignment);
                    assertThat(block % alignment).as("%d bytes at %d", size, alignment).isZero();
                    assertThat(perch.usableSize(block)).isGreaterThanOrEqualTo(size);
                    blocks.add(block);
                }
            }
            assertThat(new HashSet<>(blocks)).hasSameSizeAs(blocks);
            blocks.forEach(perch::free);
            assertThat(perch.stats().inUse()).isZero();
            for (long wrong : new long[] {0, -1, 3, 100, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> perch.allocate(1, wrong)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("" + wrong);
            }
            assertThatThrownBy(() -> perch.allocate(1, 1L << 62)).isInstanceOf(PerchOutOfMemoryError.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void refusesSizesThatMakeNoSense(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            for (long size : new long[] {0, -1, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> perch.allocate(size)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("size: " + size);
                assertThatThrownBy(() -> perch.allocate(size, 128)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> perch.allocateAtLeast(size)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> perch.goodSize(size)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> perch.goodSize(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> perch.free(perch.allocate(1), size)).isInstanceOf(IllegalArgumentException.class);
            }
            for (long size : new long[] {64 * MIB + 1, 1L << 40, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> perch.allocate(size)).isInstanceOf(PerchOutOfMemoryError.class)
                        .isInstanceOf(OutOfMemoryError.class).hasMessageContaining("" + size).hasMessageContaining("" + 64 * MIB);
            }
            assertThat(perch.stats().committed()).isLessThanOrEqualTo(8 * MIB);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void refusesAddressesThatAreNotBlocks(Mode mode) {
        try (PerchAllocator perch = allocator(mode); PerchAllocator other = allocator(mode)) {
            long small = perch.allocate(192);
            long large = perch.allocate(2 * MIB);
            long foreign = other.allocate(192);
            long before = perch.stats().inUse();
            for (long wrong : new long[] {0, 1, -1, -64, Long.MIN_VALUE, Long.MAX_VALUE, foreign, small + 1, small + 64,
                small - 192 + 64, large + 64, large + 8192, large - 1}) {
                assertThatThrownBy(() -> perch.free(wrong)).as("0x%x", wrong).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("0x" + Long.toHexString(wrong));
                assertThatThrownBy(() -> perch.free(wrong, 192)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> perch.usableSize(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> perch.free(small, 1000)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> perch.free(large, 192)).isInstanceOf(IllegalArgumentException.class);
            assertThat(perch.stats().inUse()).isEqualTo(before);
            perch.free(small);
            perch.free(large, 2 * MIB);
            assertThatThrownBy(() -> perch.free(large)).isInstanceOf(IllegalArgumentException.class);
            other.free(foreign);
            assertThat(perch.stats().inUse()).isZero();
            assertThat(other.stats().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theHardLimitHoldsAndAllOfItCanBeHadAgain(Mode mode) {
        try (PerchAllocator perch = allocator(mode, 16 * MIB)) {
            for (int size : new int[] {100, 1500, 60_000, 250_000, 700_000}) {
                List<Long> blocks = new ArrayList<>();
                assertThatThrownBy(() -> {
                    while (true) {
                        blocks.add(perch.allocate(size));
                    }
                }).isInstanceOf(PerchOutOfMemoryError.class).hasMessageContaining("limit");
                PerchStats full = perch.stats();
                assertThat(full.committed()).isLessThanOrEqualTo(16 * MIB);
                // What is cached for other sizes has been given up, so most of the limit is in the user's hands.
                assertThat(full.inUse()).as("%d bytes each", size).isGreaterThan(13 * MIB);
                blocks.forEach(perch::free);
            }
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void trimGivesEverythingBack(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                blocks.add(perch.allocate(1 + i * 10));
            }
            blocks.forEach(perch::free);
            PerchStats before = perch.stats();
            long given = perch.trim();
            PerchStats after = perch.stats();
            assertThat(after.cached()).isZero();
            assertThat(after.committed()).isEqualTo(before.committed() - given);
            // Without system calls pages cannot go back to the system.
            if (NativePlatform.get().memory() != null) {
                assertThat(after.committed()).isEqualTo(after.metadata());
            }
            long block = perch.allocate(100);
            perch.free(block);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void afterCloseNothingIsHandedOutAndTheLastFreeEndsIt(Mode mode) {
        PerchAllocator perch = allocator(mode);
        long small = perch.allocate(100);
        long second = perch.allocate(100);
        long large = perch.allocate(MIB);
        perch.free(perch.allocate(5000));
        perch.close();
        perch.close();
        assertThatThrownBy(() -> perch.allocate(100)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> perch.allocate(MIB)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> perch.allocate(100, 4096)).isInstanceOf(IllegalStateException.class);
        Span span = perch.spanOf(small);
        span.memory().putLong((int) (small - span.address()), 42);
        perch.free(small);
        perch.free(large);
        assertThat(perch.stats().reserved()).isPositive();
        perch.free(second, 100);
        PerchStats end = perch.stats();
        assertThat(end.reserved()).isZero();
        assertThat(end.inUse()).isZero();
        assertThat(end.committed()).isEqualTo(end.metadata());
        assertThatThrownBy(() -> perch.free(small)).isInstanceOf(IllegalStateException.class);
        assertThat(perch.trim()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void tellsItsMode(Mode mode) {
        try (PerchAllocator perch = allocator(mode)) {
            assertThat(perch.mode()).isNotEqualTo(Mode.AUTO);
            if (mode != Mode.AUTO && perch.mode() != mode) {
                assertThat(perch.mode()).isEqualTo(Mode.STRIPED);
                assertThat(perch.modeReason()).isNotBlank();
            }
        }
    }
}
