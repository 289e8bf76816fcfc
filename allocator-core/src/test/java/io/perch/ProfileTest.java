/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.Zeroing;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of a profiled allocator, by whichever way they come and go. */
class ProfileTest {
    private static final int BLOCKS = 300;
    private static final long LARGE = 3 << 20;

    /** What else stands before the caches. */
    private enum Setting {
        PLAIN(config -> config), STRIPED(config -> config.mode(Mode.STRIPED)), HARDENED(config -> config.hardened(true)),
        ZEROED(config -> config.zero(Zeroing.BOTH).hardened(true)),
        CHECKED(config -> config.checked(true).quarantineBytes(0));

        private final UnaryOperator<PerchConfig.Builder> change;

        Setting(UnaryOperator<PerchConfig.Builder> change) {
            this.change = change;
        }

        /** Each block is sampled. */
        PerchAllocator open() {
            return PerchAllocator.create(change.apply(PerchConfig.builder().maintenance(Maintenance.CALLER).profile(1)).build());
        }
    }

    private static int samples(PerchAllocator allocator) {
        return allocator.profile().sites().stream().mapToInt(CallSite::samples).sum();
    }

    private static List<Long> allocateInEachWay(PerchAllocator allocator) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(allocator.allocate(1 + i * 97));
            blocks.add(allocator.allocate(1 + i, 4096));
            blocks.add(allocator.allocateOnNode(200, 0));
        }
        blocks.add(allocator.allocate(LARGE));
        blocks.add(allocator.allocate(LARGE, 1 << 16));
        return blocks;
    }

    @ParameterizedTest
    @EnumSource
    void aSampleIsThereAsLongAsItsBlockIsInUse(Setting setting) throws InterruptedException {
        try (PerchAllocator allocator = setting.open()) {
            List<Long> blocks = allocateInEachWay(allocator);
            assertThat(samples(allocator)).isEqualTo(blocks.size());
            assertThat(allocator.profile().liveBlocks().value()).isEqualTo(blocks.size());
            assertThat((long) allocator.profile().liveBytes().value()).isEqualTo(allocator.stats().inUse());
            Thread other = new Thread(() -> blocks.subList(0, BLOCKS).forEach(allocator::free));
            other.start();
            other.join();
            assertThat(samples(allocator)).isEqualTo(blocks.size() - BLOCKS);
            allocator.trim();
            blocks.subList(BLOCKS, blocks.size()).forEach(allocator::free);
            assertThat(samples(allocator)).isZero();
            allocator.free(allocator.allocate(100), 100);
            assertThat(samples(allocator)).isZero();
        }
    }

    @Test
    void theSizeOfASampledBlockAndOfItsNeighboursIsChecked() {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build())) {
            long before = allocator.allocate(100);
            allocator.profileEvery(1);
            long sampled = allocator.allocate(100);
            for (long block : new long[] {before, sampled}) {
                assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(block, 1000));
                assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(block + 64, 100));
                assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(block + 64));
            }
            assertThat(samples(allocator)).isEqualTo(1);
            assertThat(allocator.profile().sites().get(0).frames().get(0).getMethodName())
                    .isEqualTo("theSizeOfASampledBlockAndOfItsNeighboursIsChecked");
            allocator.free(before, 100);
            assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(before));
            assertThat(samples(allocator)).isEqualTo(1);
            allocator.free(sampled, 100);
            assertThat(samples(allocator)).isZero();
            assertThat(allocator.stats().inUse()).isZero();
        }
    }

    /** Handles count for themselves, each with gaps of its own; of the bytes that pass, one sample in 32 is counted. */
    @Test
    void estimatesOfAPoolAreThoseOfAllBuffersThatAreInUse() {
        int count = 5000;
        int size = 1024;
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build());
                BufferPool pool = BufferPool.of(allocator)) {
            for (int round = 0; round < 3; round++) {
                List<PooledBuffer> held = new ArrayList<>();
                held.add(pool.acquire(size));
                allocator.profileEvery(16 << 10);
                while (held.size() <= count) {
                    held.add(pool.acquire(size));
                    pool.acquire(size).close();
                }
                Profile profile = allocator.profile();
                assertThat(profile.liveBytes().value()).isCloseTo((double) count * size,
                        offset(6 * profile.liveBytes().standardError()));
                held.forEach(PooledBuffer::close);
                assertThat(samples(allocator)).isZero();
                allocator.profileEvery(0);
                held.forEach(buffer -> pool.acquire(size).close());
            }
        }
    }

    @Test
    void buffersOfPoolsAreBlocksToo() {
        try (PerchAllocator allocator = Setting.PLAIN.open(); BufferPool pool = BufferPool.of(allocator)) {
            for (int round = 0; round < 3; round++) {
                PooledBuffer small = pool.acquire(100);
                PooledBuffer large = pool.acquire((int) LARGE);
                Profile profile = allocator.profile();
                assertThat(profile.sites().stream().mapToInt(CallSite::samples).sum()).isEqualTo(2);
                assertThat(profile.sites()).allSatisfy(site -> assertThat(site.frames().get(0).getMethodName())
                        .isEqualTo("buffersOfPoolsAreBlocksToo"));
                small.close();
                large.close();
                assertThat(samples(allocator)).isZero();
            }
        }
    }

    @Test
    void aBlockThatGrowsInPlaceKeepsItsSample() {
        try (PerchAllocator allocator = Setting.PLAIN.open()) {
            long block = allocator.allocate(LARGE);
            assertThat(BlockAccess.of(allocator).extend(block, 2 * LARGE)).isTrue();
            assertThat(samples(allocator)).isEqualTo(1);
            assertThat((long) allocator.profile().liveBytes().value()).isEqualTo(2 * LARGE);
            allocator.free(block);
            assertThat(samples(allocator)).isZero();
        }
    }

    @Test
    void whatIsInUseIsKnownAfterTheClose() {
        PerchAllocator allocator = Setting.PLAIN.open();
        long block = allocator.allocate(100);
        allocator.close();
        assertThat(samples(allocator)).isEqualTo(1);
        allocator.free(block);
        assertThat(samples(allocator)).isZero();
    }

    @Test
    void prewarmedCachesAreInNobodysUse() {
        try (PerchAllocator allocator = Setting.PLAIN.open()) {
            allocator.prewarm(Prewarm.of(256, 100));
            assertThat(samples(allocator)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProfileBeginsAndEndsWhileTheAllocatorIsInUse(Setting setting) {
        try (PerchAllocator allocator = setting.open()) {
            List<Long> before = allocateInEachWay(allocator);
            allocator.profileEvery(0);
            assertThat(allocator.profile()).isNull();
            List<Long> unsampled = allocateInEachWay(allocator);
            before.forEach(allocator::free);
            allocator.profileEvery(1);
            assertThat(samples(allocator)).isZero();
            List<Long> sampled = allocateInEachWay(allocator);
            unsampled.forEach(allocator::free);
            assertThat(samples(allocator)).isEqualTo(sampled.size());
            sampled.forEach(allocator::free);
            assertThat(samples(allocator)).isZero();
            assertThatIllegalArgumentException().isThrownBy(() -> allocator.profileEvery(-1));
        }
    }

    @Test
    void poolsSeeAProfileThatBegins() {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build());
                BufferPool pool = BufferPool.of(allocator)) {
            PooledBuffer old = pool.acquire(100);
            allocator.profileEvery(1);
            PooledBuffer fresh = pool.acquire(100);
            old.close();
            assertThat(samples(allocator)).isEqualTo(1);
            fresh.close();
            assertThat(samples(allocator)).isZero();
        }
    }

    @Test
    void withoutTheOptionThereIsNoProfile() {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build())) {
            assertThat(allocator.profile()).isNull();
        }
    }
}
