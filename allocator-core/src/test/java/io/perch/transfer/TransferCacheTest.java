/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BlockBatch;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import org.junit.jupiter.api.Test;

/** How many blocks a transfer cache holds. */
class TransferCacheTest {
    private static final int SIZE_CLASS = SizeClasses.classOf(32 << 10);
    /** 128 KiB. */
    private static final int LEAST = 4;
    private static final int MANY = 64;

    private final TransferCache cache = cache();
    private final BlockBatch batch = BlockBatch.onHeap().begin(SIZE_CLASS);

    private static TransferCache cache() {
        MemoryLimit limit = new MemoryLimit(64 << 20, 64 << 20);
        Arena arena = new Arena(new ReservedSpace(new FakeMemory(4096), 64 << 20), 0, limit, Span::new);
        return new TransferCache(SIZE_CLASS, new CentralList(new SpanMap(arena), SIZE_CLASS, 0));
    }

    /** Takes so many blocks, gives them all back, and returns how many it kept. */
    private int keeps(int blocks) {
        assertThat(cache.take(batch, blocks)).isEqualTo(blocks);
        cache.put(batch);
        assertThat(batch.count()).isZero();
        return cache.count();
    }

    /** Two misses a time: it is empty, and it is full. */
    private void swing(int times) {
        for (int i = 0; i < times; i++) {
            keeps(MANY);
        }
    }

    @Test
    void aSizeThatIsAskedForNowAndThenKeepsLittle() {
        swing(100);
        assertThat(cache.count()).isEqualTo(LEAST);
    }

    @Test
    void aCacheThatIsOftenEmptyAndFullHoldsMore() {
        swing(8 * 8192);
        assertThat(cache.count()).isEqualTo(MANY);
        assertThat(keeps(MANY)).isEqualTo(MANY);
    }

    @Test
    void whoeverTakesAndGivesSingleBlocksCountsToo() {
        long[] blocks = new long[MANY];
        for (int times = 0; times < 2000; times++) {
            for (int i = 0; i < MANY; i++) {
                blocks[i] = cache.takeOne();
            }
            for (long block : blocks) {
                cache.putOne(block);
            }
        }
        assertThat(cache.count()).isEqualTo(MANY);
    }

    @Test
    void anOpenCacheHasAllItsRoomAtOnce() {
        cache.open();
        assertThat(keeps(MANY)).isEqualTo(MANY);
    }

    @Test
    void itsRoomShrinksByHalvesWhenTheTrafficEnds() {
        swing(8 * 8192);
        cache.plunder();
        assertThat(keeps(MANY)).isEqualTo(MANY / 2);
        cache.plunder();
        assertThat(keeps(MANY)).isEqualTo(MANY / 4);
        cache.plunder();
        cache.plunder();
        assertThat(keeps(MANY)).isEqualTo(LEAST);
    }
}
