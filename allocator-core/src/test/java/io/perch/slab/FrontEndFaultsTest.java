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
import io.perch.arena.Placement;
import io.perch.arena.PlacementOptions;
import io.perch.arena.ReservedSpace;
import io.perch.options.HugePages;
import io.perch.options.NumaPolicy;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.topology.Machines;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A heap that is full at the n-th call of a transfer cache, for each n: no block is lost, none is handed out twice or as one of
 * another class, and no lock is left held. One thread, which may move between CPUs at any time.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrontEndFaultsTest {
    private static final long MIB = 1 << 20;
    /** So little that the classes take it from each other. */
    private static final long BUDGET = 64 << 10;
    private static final int PARTITIONS = 2;
    private static final int[] CLASSES = {SizeClasses.classOf(64), SizeClasses.classOf(1024), SizeClasses.classOf(4096)};

    private final FailingTransferCache.Faults faults = new FailingTransferCache.Faults();
    private MemoryLimit limit;
    private ReservedSpace space;
    private SpanMap spans;
    private CentralList[][] central;
    private TransferCache[][] transfer;
    /** Blocks that the test has, and their size classes. */
    private final Map<Long, Integer> held = new HashMap<>();

    /** The front ends. */
    enum Kind {
        VCPU, CPU, NOTIFY, STRIPED, PARTITIONED, PARTITIONED_STRIPED;

        int partitions() {
            return this == PARTITIONED || this == PARTITIONED_STRIPED ? PARTITIONS : 1;
        }
    }

    private void makeTiers(int partitions) {
        FakeMemory memory = new FakeMemory(4096);
        limit = new MemoryLimit(512 * MIB, 512 * MIB);
        PlacementOptions options = new PlacementOptions(NumaPolicy.NONE, HugePages.NONE, false, false);
        Placement[] placements = new Placement[partitions];
        Arena[] arenas = new Arena[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            placements[partition] = new Placement(memory, options, new int[] {partition}, () -> Long.MAX_VALUE);
        }
        space = new ReservedSpace(memory, 512 * MIB, placements);
        for (int partition = 0; partition < partitions; partition++) {
            arenas[partition] = new Arena(space, partition, limit, Span::new);
        }
        spans = new SpanMap(arenas);
        central = new CentralList[partitions][SizeClasses.COUNT];
        transfer = new TransferCache[partitions][SizeClasses.COUNT];
        for (int partition = 0; partition < partitions; partition++) {
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                central[partition][sizeClass] = new CentralList(spans, sizeClass, partition);
                transfer[partition][sizeClass] = new FailingTransferCache(sizeClass, central[partition][sizeClass], faults);
            }
        }
    }

    private FrontEnd make(Kind kind) {
        NativePlatform platform = NativePlatform.get();
        NumaTraffic traffic = new NumaTraffic(kind.partitions());
        if (kind == Kind.STRIPED) {
            return new StripedSlabs(2, BUDGET, transfer[0]);
        }
        if (kind == Kind.PARTITIONED_STRIPED) {
            return new PartitionedStripedSlabs(2, BUDGET, transfer, spans, () -> 0, traffic);
        }
        IndexMode mode = kind == Kind.PARTITIONED ? IndexMode.CPU : IndexMode.valueOf(kind.name());
        assumeTrue(platform.supports(mode), () -> platform.reason(mode));
        int nodes = Topology.read().possibleNodes(SlabLayout.MAX_NODES);
        if (kind == Kind.PARTITIONED) {
            Partitions partitions = Partitions.of(Machines.topology("two-by-one"), PARTITIONS);
            return new PartitionedRseqSlabs(platform, mode, nodes, limit, BUDGET, partitions, transfer, spans, space, traffic);
        }
        return new RseqSlabs(platform, mode, nodes, limit, BUDGET, transfer[0]);
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (OutOfMemoryError expected) {
            assertThat(expected).hasMessageStartingWith("call ");
        }
    }

    private void take(FrontEnd slabs, int sizeClass) {
        attempt(() -> keep(sizeClass, slabs.take(sizeClass)));
    }

    private void keep(int sizeClass, long block) {
        assertThat(block).isPositive();
        assertThat(spans.spanOf(block).sizeClass()).as("size class of a block").isEqualTo(sizeClass);
        assertThat(held.put(block, sizeClass)).as("handed out before").isNull();
    }

    private void giveAll(FrontEnd slabs) {
        List<Long> blocks = new ArrayList<>(held.keySet());
        for (long block : blocks) {
            int sizeClass = held.remove(block);
            attempt(() -> slabs.give(sizeClass, block));
        }
    }

    /** Misses of every kind, and everything that is done from outside. */
    private void use(FrontEnd slabs) {
        for (int round = 0; round < 2; round++) {
            for (int sizeClass : CLASSES) {
                for (int i = 0; i < 12; i++) {
                    take(slabs, sizeClass);
                }
                // Freed where they are not at home, if there are several partitions.
                TransferCache far = transfer[transfer.length - 1][sizeClass];
                for (int i = 0; i < 6; i++) {
                    attempt(() -> keep(sizeClass, far.takeOne()));
                }
                giveAll(slabs);
            }
            attempt(slabs::balance);
            attempt(slabs::drain);
        }
        for (int sizeClass : CLASSES) {
            take(slabs, sizeClass);
        }
        giveAll(slabs);
        attempt(slabs::watch);
        attempt(slabs::giveBackSurplus);
        attempt(slabs::giveBackSurplus);
    }

    private void findEveryBlock(FrontEnd slabs) {
        faults.none();
        FrontEnd.Snapshot now = new FrontEnd.Snapshot();
        slabs.snapshot(now);
        assertThat(now.availableBytes + now.capacityBytes).isEqualTo(now.budgetBytes);
        slabs.drain();
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            assertThat(slabs.count(sizeClass)).isZero();
        }
        for (int partition = 0; partition < transfer.length; partition++) {
            for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
                CentralList list = central[partition][sizeClass];
                assertThat(list.doubleFrees()).isZero();
                assertThat(list.freeBlocks() + transfer[partition][sizeClass].count()).as("free blocks of class %d", sizeClass)
                        .isEqualTo(list.spanBlocks());
            }
        }
        assertThat(misses(slabs)).as("the lock of the slab can be had: a miss is counted").isGreaterThan(now.underflows);
    }

    /** Misses after one more: only who has the lock counts. Tries often, for the thread may be moved to another slab. */
    private long misses(FrontEnd slabs) {
        for (int i = 0; i < 100; i++) {
            take(slabs, CLASSES[0]);
        }
        giveAll(slabs);
        slabs.drain();
        FrontEnd.Snapshot now = new FrontEnd.Snapshot();
        slabs.snapshot(now);
        return now.underflows;
    }

    @ParameterizedTest
    @EnumSource
    void whicheverCallFailsNoBlockIsLost(Kind kind) {
        failEachCall(kind, 1);
    }

    /** Also what is tried in order to undo a failed call fails. */
    @ParameterizedTest
    @EnumSource
    void whicheverTwoCallsFailNoBlockIsLost(Kind kind) {
        failEachCall(kind, 2);
    }

    private void failEachCall(Kind kind, int failures) {
        int number = 0;
        boolean failed = true;
        while (failed) {
            number++;
            makeTiers(kind.partitions());
            FrontEnd slabs = make(kind);
            faults.at(number, failures);
            use(slabs);
            failed = faults.happened();
            findEveryBlock(slabs);
            slabs.close();
        }
        assertThat(number).isGreaterThan(50);
    }
}
