/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.perch.options.Mode;
import io.perch.options.Zeroing;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hardened mode: what is not in use cannot be freed, whoever else was freed meanwhile, and nothing is lost by trying. */
class HardenedModeTest {
    private static final long MIB = 1 << 20;

    private static PerchAllocator hardened(Mode mode, Zeroing zeroing) {
        return PerchAllocator.create(PerchConfig.builder().mode(mode).hardLimit(64 * MIB).softLimit(64 * MIB).slabBytes(MIB)
                .hardened(true).zero(zeroing).build());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everySecondFreeIsRefused(Mode mode) {
        try (PerchAllocator perch = hardened(mode, Zeroing.OFF)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                blocks.add(perch.allocate(1 + i % 5000));
            }
            blocks.forEach(perch::free);
            for (long block : blocks) {
                assertThatIllegalArgumentException().isThrownBy(() -> perch.free(block)).withMessageContaining("0x%x", block);
            }
            assertThat(perch.stats().doubleFrees()).isPositive();
            assertThat(perch.stats().inUse()).isZero();
            perch.trim();
            assertThat(perch.stats().cached()).isZero();
        }
    }

    @Test
    void theMessageHasAddressAndClass() {
        try (PerchAllocator perch = hardened(Mode.AUTO, Zeroing.OFF)) {
            long block = perch.allocate(1000);
            long other = perch.allocate(1000);
            perch.free(block);
            perch.free(other);
            assertThatIllegalArgumentException().isThrownBy(() -> perch.free(block)).withMessage("0x%x, a block of 1024 bytes"
                    + " (class %d), is freed twice", block, SizeClasses.classOf(1000));
            assertThat(perch.stats().doubleFrees()).isEqualTo(1);
        }
    }

    @Test
    void aBlockOfAnotherSizeOrAllocatorIsRefusedAlsoByTheDoorForAdapters() {
        try (PerchAllocator perch = hardened(Mode.AUTO, Zeroing.OFF); PerchAllocator other = hardened(Mode.AUTO, Zeroing.OFF)) {
            int sizeClass = SizeClasses.classOf(256);
            BlockAccess access = BlockAccess.of(perch);
            long block = access.allocate(sizeClass);
            long foreign = other.allocate(256);
            assertThatIllegalArgumentException().isThrownBy(() -> access.free(sizeClass + 1, block))
                    .withMessageContaining("but of class %d", sizeClass);
            for (long wrong : new long[] {foreign, block + 1, block + 64, 0, -1, 64, Long.MIN_VALUE, block | 1L << 62}) {
                assertThatIllegalArgumentException().isThrownBy(() -> access.free(sizeClass, wrong));
            }
            access.free(sizeClass, block);
            assertThatIllegalArgumentException().isThrownBy(() -> access.free(sizeClass, block))
                    .withMessageContaining("freed twice");
            other.free(foreign);
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @Test
    void largeBlocksAreFreedOnce() {
        try (PerchAllocator perch = hardened(Mode.AUTO, Zeroing.BOTH)) {
            long block = perch.allocate(3 * MIB);
            perch.free(block);
            assertThatIllegalArgumentException().isThrownBy(() -> perch.free(block));
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @Test
    void blocksLeaveASpanInRandomOrder() {
        try (PerchAllocator perch = hardened(Mode.AUTO, Zeroing.OFF)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                blocks.add(perch.allocate(64));
            }
            int neighbours = 0;
            for (int i = 1; i < blocks.size(); i++) {
                neighbours += Math.abs(blocks.get(i) - blocks.get(i - 1)) == 64 ? 1 : 0;
            }
            assertThat(neighbours).isLessThan(32);
            assertThat(new HashSet<>(blocks)).hasSameSizeAs(blocks);
            blocks.forEach(perch::free);
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Zeroing.class)
    void conservesBlocks(Zeroing zeroing) {
        try (PerchAllocator perch = hardened(Mode.AUTO, zeroing)) {
            Random random = new Random(7);
            for (int round = 0; round < 20; round++) {
                List<Long> held = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    held.add(perch.allocate(1 + random.nextInt(20_000)));
                }
                assertThat(new HashSet<>(held)).hasSameSizeAs(held);
                Collections.shuffle(held, random);
                held.forEach(perch::free);
            }
            ConservationIT.assertSumsUp(perch.stats(), perch);
            assertThat(perch.stats().inUse()).isZero();
            assertThat(perch.stats().doubleFrees()).isZero();
        }
    }

    @Test
    void prewarmingLeavesNoBlockInUse() {
        try (PerchAllocator perch = hardened(Mode.AUTO, Zeroing.OFF)) {
            perch.prewarm(Prewarm.of(256, 16));
            assertThat(perch.stats().inUse()).isZero();
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                blocks.add(perch.allocate(256));
            }
            blocks.forEach(perch::free);
            assertThat(perch.stats().doubleFrees()).isZero();
            assertThat(perch.stats().inUse()).isZero();
        }
    }
}
