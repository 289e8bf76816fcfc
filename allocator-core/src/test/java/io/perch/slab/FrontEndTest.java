/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.topology.Topology;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every front end over the same tiers, with blocks that nobody touches. One thread, which may move between CPUs at any time. */
class FrontEndTest {
    private static final long MIB = 1 << 20;

    private final MemoryLimit limit = new MemoryLimit(512 * MIB, 512 * MIB);
    private final CentralList[] central = new CentralList[SizeClasses.COUNT];
    private final TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];

    FrontEndTest() {
        SpanMap map = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 1024 * MIB), 0, limit, Span::new));
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            central[sizeClass] = new CentralList(map, sizeClass, 0);
            transfer[sizeClass] = new TransferCache(sizeClass, central[sizeClass]);
        }
    }

    /** The front ends. */
    enum Kind {
        VCPU, CPU, NOTIFY, STRIPED
    }

    private FrontEnd slabs(Kind kind, long budget) {
        if (kind == Kind.STRIPED) {
            return new StripedSlabs(2, budget, transfer);
        }
        NativePlatform platform = NativePlatform.get();
        IndexMode mode = IndexMode.valueOf(kind.name());
        assumeTrue(platform.supports(mode), () -> platform.reason(mode));
        return new RseqSlabs(platform, mode, Topology.read().possibleNodes(SlabLayout.MAX_NODES), limit, budget, transfer);
    }

    private static FrontEnd.Snapshot snapshot(FrontEnd slabs) {
        FrontEnd.Snapshot now = new FrontEnd.Snapshot();
        slabs.snapshot(now);
        assertThat(now.availableBytes + now.capacityBytes).isEqualTo(now.budgetBytes);
        assertThat(now.availableBytes).isNotNegative();
        return now;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyBlockComesBackToItsSpan(Kind kind) {
        FrontEnd slabs = slabs(kind, MIB);
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                blocks.add(slabs.take(sizeClass));
            }
            assertThat(new HashSet<>(blocks)).hasSameSizeAs(blocks).doesNotContain(0L);
            for (long block : blocks) {
                slabs.give(sizeClass, block);
            }
        }
        snapshot(slabs);
        slabs.drain();
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            assertThat(slabs.count(sizeClass)).isZero();
            transfer[sizeClass].drain();
            assertThat(central[sizeClass].freeBlocks()).isEqualTo(central[sizeClass].spanBlocks());
            assertThat(central[sizeClass].doubleFrees()).isZero();
        }
    }

    /** The thread may be moved between two frees, but not a hundred times; what slips through is left out by the span. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theBlockThatWasFreedLastIsRefused(Kind kind) {
        FrontEnd slabs = slabs(kind, MIB);
        int sizeClass = SizeClasses.classOf(1000);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            long block = slabs.take(sizeClass);
            slabs.give(sizeClass, block);
            try {
                slabs.give(sizeClass, block);
            } catch (IllegalArgumentException twice) {
                assertThat(twice).hasMessageContaining("0x" + Long.toHexString(block)).hasMessageContaining("1024 bytes")
                        .hasMessageContaining("class " + sizeClass).hasMessageContaining("freed twice");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
        slabs.drain();
        transfer[sizeClass].drain();
        assertThat(central[sizeClass].freeBlocks()).isEqualTo(central[sizeClass].spanBlocks());
        assertThat(central[sizeClass].doubleFrees()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void startsSlowlyAndStaysWithinTheBudget(Kind kind) {
        FrontEnd slabs = slabs(kind, MIB);
        int sizeClass = SizeClasses.classOf(4096);
        slabs.give(sizeClass, slabs.take(sizeClass));
        FrontEnd.Snapshot first = snapshot(slabs);
        assertThat(first.capacityBytes).as("a list that missed twice").isLessThanOrEqualTo(4 * 4096L);
        for (int round = 0; round < 20; round++) {
            for (int other = 0; other < SizeClasses.COUNT; other++) {
                Set<Long> blocks = new HashSet<>();
                for (int i = 0; i < 50; i++) {
                    blocks.add(slabs.take(other));
                }
                for (long block : blocks) {
                    slabs.give(other, block);
                }
                FrontEnd.Snapshot now = snapshot(slabs);
                long cached = 0;
                for (int c = 0; c < SizeClasses.COUNT; c++) {
                    cached += slabs.count(c) * SizeClasses.size(c);
                }
                assertThat(cached).isLessThanOrEqualTo(now.capacityBytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"VCPU", "CPU", "NOTIFY"})
    void aClassThatIsNotUsedAnyMoreGivesItsCapacityUp(Kind kind) {
        FrontEnd slabs = slabs(kind, 256 << 10);
        // Classes of 1 KiB to 4 KiB fill the budget, then are used no more.
        for (int sizeClass = SizeClasses.classOf(1024); sizeClass <= SizeClasses.classOf(4096); sizeClass++) {
            churn(slabs, sizeClass, 100);
        }
        int late = SizeClasses.classOf(512);
        churn(slabs, late, 100);
        churn(slabs, late, 100);
        snapshot(slabs);
        assertThat(slabs.count(late)).as("blocks cached for the class that came late").isGreaterThan(30);
    }

    /** The CPU is busy with one class, so the cache as a whole is never idle. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatTrafficHasLeftGoesHomeFromABusyCache(Kind kind) {
        FrontEnd slabs = slabs(kind, 4 * MIB);
        int hot = SizeClasses.classOf(256);
        int left = SizeClasses.classOf(4096);
        churn(slabs, hot, 100);
        churn(slabs, left, 100);
        long before = slabs.count(left);
        assertThat(before).isGreaterThan(30);
        for (int second = 0; second < 3; second++) {
            for (int tick = 0; tick < 4; tick++) {
                // All that the list ever has is in use while it is watched, and more comes than fits: so there are misses.
                List<Long> blocks = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    blocks.add(slabs.take(hot));
                }
                slabs.watch();
                blocks.forEach(block -> slabs.give(hot, block));
            }
            slabs.giveBackSurplus();
        }
        assertThat(slabs.count(left)).as("blocks of the class that nobody used").isZero();
        assertThat(slabs.count(hot)).as("blocks of the class in use").isPositive();
        snapshot(slabs);
    }

    /** As between a CPU that allocates and one that frees: what is side by side in memory, and beside it, stays so. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void blocksThatGoFromOneCacheToAnotherStayNeighbours(Kind kind) {
        FrontEnd from = slabs(kind, MIB);
        FrontEnd to = slabs(kind, MIB);
        int sizeClass = SizeClasses.classOf(256);
        long[] handed = new long[64];
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < handed.length; i++) {
                handed[i] = from.take(sizeClass);
            }
            for (long block : handed) {
                to.give(sizeClass, block);
            }
        }
        int neighbours = 0;
        for (int i = 1; i < handed.length; i++) {
            neighbours += Math.abs(handed[i] - handed[i - 1]) == SizeClasses.size(sizeClass) ? 1 : 0;
        }
        assertThat(neighbours).isGreaterThan(handed.length / 2);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatJustFitsDoesNotMissForEver(Kind kind) {
        FrontEnd slabs = slabs(kind, 4 * MIB);
        int sizeClass = SizeClasses.classOf(256);
        int quiet = 0;
        for (int round = 0; round < 300 && quiet < 3; round++) {
            long before = misses(slabs);
            churn(slabs, sizeClass, FrontEnd.MOST_BLOCKS - 3);
            quiet = misses(slabs) == before ? quiet + 1 : 0;
        }
        assertThat(quiet).as("rounds without a miss, one after the other").isEqualTo(3);
    }

    private static long misses(FrontEnd slabs) {
        FrontEnd.Snapshot now = snapshot(slabs);
        return now.underflows + now.overflows;
    }

    private static void churn(FrontEnd slabs, int sizeClass, int blocks) {
        long[] held = new long[blocks];
        for (int i = 0; i < blocks; i++) {
            held[i] = slabs.take(sizeClass);
        }
        for (long block : held) {
            slabs.give(sizeClass, block);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsNothingOnceClosed(Kind kind) {
        FrontEnd slabs = slabs(kind, MIB);
        long kept = slabs.take(3);
        churn(slabs, 3, 100);
        slabs.close();
        assertThat(slabs.count(3)).isZero();
        assertThat(slabs.pop(3)).isLessThanOrEqualTo(0);
        assertThat(slabs.push(3, kept)).isFalse();
        slabs.overflow(3, kept);
        transfer[3].close();
        assertThat(slabs.refill(3)).isZero();
        assertThat(central[3].spanBlocks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void givesNothingWhenMemoryIsShort(Kind kind) {
        FrontEnd slabs = slabs(kind, MIB);
        int sizeClass = SizeClasses.classOf(256 << 10);
        List<Long> blocks = new ArrayList<>();
        for (long block = slabs.take(sizeClass); block != 0; block = slabs.take(sizeClass)) {
            blocks.add(block);
        }
        assertThat(blocks.size()).isGreaterThan(900);
        slabs.give(sizeClass, blocks.remove(0));
        slabs.drain();
        assertThat(slabs.take(sizeClass)).isNotZero();
    }
}
