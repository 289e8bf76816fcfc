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
import io.perch.stats.LockKind;
import io.perch.sync.LockTally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A transfer cache whose CPUs have shards: blocks reach every CPU, and none is lost or doubled. */
class ShardsTest {
    private static final int SIZE_CLASS = SizeClasses.classOf(256);
    private static final int SHARDS = 4;

    private final MemoryLimit limit = new MemoryLimit(64 << 20, 64 << 20);
    private final Arena arena = new Arena(new ReservedSpace(new FakeMemory(4096), 64 << 20), 0, limit, Span::new);
    private final CentralList central = new CentralList(new SpanMap(arena), SIZE_CLASS, 0);
    private final BlockBatch batch = BlockBatch.onHeap().begin(SIZE_CLASS);
    private int here;
    private final TransferCache cache = new TransferCache(SIZE_CLASS, central, SHARDS, () -> here);

    private long visitsOfSpans() {
        LockTally tally = new LockTally();
        central.addLocks(tally);
        return tally.sums().get(LockKind.CENTRAL_LIST.ordinal()).acquisitions();
    }

    private long visits() {
        LockTally tally = new LockTally();
        cache.addLocks(tally);
        return tally.sums().get(LockKind.TRANSFER_CACHE.ordinal()).acquisitions();
    }

    @Test
    void whatOneCpuPutsAnotherTakesWithoutALookAtSpans() {
        long block = cache.takeOne();
        for (here = 0; here < SHARDS; here++) {
            cache.putOne(block);
            long visited = visitsOfSpans();
            here = (here + 1) % SHARDS;
            long before = visits();
            assertThat(cache.takeOne()).isEqualTo(block);
            assertThat(visits() - before).as("the shard of this CPU is seen to be empty without its lock").isEqualTo(1);
            assertThat(visitsOfSpans()).isEqualTo(visited);
            here = (here + SHARDS - 1) % SHARDS;
        }
    }

    @Test
    void aCpuUsesItsOwnShardWhileItCan() {
        long[] blocks = new long[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            blocks[i] = cache.takeOne();
        }
        for (here = 0; here < SHARDS; here++) {
            cache.putOne(blocks[here]);
        }
        for (here = SHARDS - 1; here >= 0; here--) {
            assertThat(cache.takeOne()).isEqualTo(blocks[here]);
        }
    }

    @Test
    void everyBlockIsInOnePlace() {
        SplittableRandom random = new SplittableRandom(5);
        Set<Long> mine = new HashSet<>();
        for (int step = 0; step < 50_000; step++) {
            here = random.nextInt(SHARDS);
            if (random.nextBoolean()) {
                cache.take(batch, 1 + random.nextInt(32));
                while (batch.count() > 0) {
                    assertThat(mine.add(batch.removeLast())).isTrue();
                }
            } else {
                List<Long> some = mine.stream().limit(random.nextInt(48)).toList();
                some.forEach(batch::append);
                some.forEach(mine::remove);
                cache.put(batch);
            }
            assertThat(central.spanBlocks()).isEqualTo(central.freeBlocks() + cache.count() + mine.size());
            if (step % 1000 == 0) {
                cache.plunder();
            }
        }
        mine.forEach(cache::putOne);
        cache.drain();
        assertThat(cache.count()).isZero();
        assertThat(central.spanBlocks()).isZero();
    }

    @Test
    void blocksOfAMebibyteHaveOneShard() {
        int largest = SizeClasses.COUNT - 1;
        TransferCache large = new TransferCache(largest, new CentralList(new SpanMap(arena), largest, 0), SHARDS, () -> here);
        large.putOne(large.takeOne());
        LockTally tally = new LockTally();
        here = SHARDS - 1;
        large.putOne(large.takeOne());
        large.addLocks(tally);
        assertThat(tally.sums().get(LockKind.TRANSFER_CACHE.ordinal()).acquisitions()).as("all of one lock").isEqualTo(4);
        assertThat(large.count()).isEqualTo(1);
    }

    @Test
    void aClosedOneGivesNothingAndKeepsNothing() {
        long block = cache.takeOne();
        here = 2;
        cache.putOne(cache.takeOne());
        cache.close();
        assertThat(cache.takeOne()).isZero();
        assertThat(cache.take(batch, 2)).isZero();
        cache.putOne(block);
        assertThat(cache.count()).isZero();
        assertThat(central.spanBlocks()).isZero();
    }
}
