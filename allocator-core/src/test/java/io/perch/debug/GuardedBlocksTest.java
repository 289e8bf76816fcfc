/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.stats.Counter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of which some are guarded, without checked mode. */
class GuardedBlocksTest {
    private static final int GUARDED = 64;

    private static PerchAllocator open(int every) {
        return PerchAllocator.create(PerchConfig.builder().checked(false).guard(every).maintenance(Maintenance.CALLER).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void blocksComeAndGoGuardedOrNot(int every) throws InterruptedException {
        try (PerchAllocator allocator = open(every)) {
            List<Long> blocks = new ArrayList<>();
            for (int size = 1; size < 3_000_000; size += 1 + size / 20) {
                blocks.add(allocator.allocate(size));
                assertThat(allocator.usableSize(blocks.get(blocks.size() - 1))).isGreaterThanOrEqualTo(size);
                allocator.buffer(blocks.get(blocks.size() - 1)).put(size - 1, (byte) 1);
            }
            blocks.add(allocator.allocate(100, 4096));
            assertThat(blocks).doesNotHaveDuplicates();
            Thread other = new Thread(() -> blocks.forEach(allocator::free));
            other.start();
            other.join();
            for (int i = 0; i < 300; i++) {
                allocator.free(allocator.allocate(200), 200);
            }
            assertThat(allocator.checks().violations()).isEmpty();
            assertThat(allocator.stats().inUse()).isZero();
        }
    }

    @Test
    void aByteBehindABlockIsFoundAtItsFree() {
        try (PerchAllocator allocator = open(1)) {
            long block = allocator.allocate(100);
            new Pointer(block).setByte(100, (byte) 1);
            assertThatThrownBy(() -> allocator.free(block)).isInstanceOf(BlockViolation.class)
                    .hasMessageContaining("was written to behind its end, at offset 100")
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).as("who allocated and who freed it").hasSize(2));
            assertThat(allocator.checks().violations()).hasSize(1);
        }
    }

    @Test
    void aByteBeforeABlockIsFoundAtItsFreeUnlessItBeginsBehindAnInaccessiblePage() {
        try (PerchAllocator allocator = open(1)) {
            int begin = 0;
            for (int i = 0; i < GUARDED; i++) {
                long block = allocator.allocate(100);
                if (block % 4096 == 0) {
                    begin++;
                    allocator.free(block);
                } else {
                    new Pointer(block).setByte(-1, (byte) 1);
                    assertThatThrownBy(() -> allocator.free(block))
                            .hasMessageContaining("was written to before its start, at offset -1");
                }
            }
            assertThat(begin).as("by chance").isBetween(1, GUARDED - 1);
            assertThat(allocator.stats().get(Counter.GUARDED)).isEqualTo(GUARDED);
        }
    }

    @Test
    void blocksThatAreNotGuardedAreInTheProfile() {
        PerchConfig config = PerchConfig.builder().checked(false).guard(2).profile(1).hardened(true).build();
        try (PerchAllocator allocator = PerchAllocator.create(config)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                blocks.add(allocator.allocate(1000));
            }
            assertThat(allocator.profile().liveBlocks().value()).isBetween(1.0, 199.0);
            assertThat(allocator.stats().inUse()).isEqualTo(Math.round(allocator.profile().liveBytes().value()));
            blocks.forEach(allocator::free);
            assertThat(allocator.profile().liveBlocks().value()).isZero();
        }
    }

    @Test
    void aSecondFreeIsRefused() {
        try (PerchAllocator allocator = open(1)) {
            long block = allocator.allocate(100);
            allocator.free(block);
            assertThatThrownBy(() -> allocator.free(block)).isInstanceOf(BlockViolation.class)
                    .hasMessageContaining("is freed twice");
        }
    }

    @Test
    void blocksInUseAtTheCloseCanBeFreed() {
        PerchAllocator allocator = open(1);
        long block = allocator.allocate(100);
        allocator.close();
        allocator.buffer(block).put(0, (byte) 1);
        allocator.free(block);
    }
}
