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
import io.perch.rseq.FakeSlabCalls;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A machine of 128 CPUs of which two are allowed, and CPU and node numbers with holes: made up, for there is none at hand. */
class SparseCpusTest {
    private static final long MIB = 1 << 20;
    private static final long SEED = 20261121;
    private static final int ROUNDS = 20_000;

    private final NativePlatform platform = NativePlatform.get();
    private final MemoryLimit limit = new MemoryLimit(256 * MIB, 256 * MIB);
    private final CentralList[] central = new CentralList[SizeClasses.COUNT];
    private final TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];

    SparseCpusTest() {
        SpanMap map = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 512 * MIB), 0, limit, Span::new));
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            central[sizeClass] = new CentralList(map, sizeClass, 0);
            transfer[sizeClass] = new TransferCache(sizeClass, central[sizeClass]);
        }
    }

    private void useOn(IndexMode mode, int nodes, int slabsOfANode, int... indexes) {
        assumeTrue(platform.memory() != null, platform.memoryReason());
        SplittableRandom random = new SplittableRandom(SEED);
        RseqSlabs slabs = new RseqSlabs(platform, new FakeSlabCalls(() -> indexes[random.nextInt(indexes.length)]), mode, nodes,
                limit, MIB, transfer);
        List<Long> held = new ArrayList<>();
        int sizeClass = SizeClasses.classOf(1024);
        for (int i = 0; i < ROUNDS; i++) {
            if (held.isEmpty() || random.nextBoolean()) {
                held.add(slabs.take(sizeClass));
            } else {
                slabs.give(sizeClass, held.remove(random.nextInt(held.size())));
            }
        }
        assertThat(held).as("seed " + SEED).doesNotHaveDuplicates().doesNotContain(0L);
        FrontEnd.Snapshot snapshot = new FrontEnd.Snapshot();
        slabs.snapshot(snapshot);
        long page = platform.memory().pageSize();
        long slab = Slab.bytes(new SlabGeometry(MIB)) + page - 1 & -page;
        assertThat(snapshot.caches).isEqualTo(indexes.length);
        assertThat(snapshot.metadataBytes).as("slabs, and for each node a page of the slab table")
                .isEqualTo(indexes.length * slab + indexes.length / slabsOfANode * page);
        assertThat(snapshot.availableBytes + snapshot.capacityBytes).isEqualTo(snapshot.budgetBytes);
        held.forEach(block -> slabs.give(sizeClass, block));
        slabs.close();
        transfer[sizeClass].close();
        if (platform.capabilities().active(Capability.MEMBARRIER_RSEQ)) {
            assertThat(central[sizeClass].spanBlocks()).as("all blocks are back").isZero();
        }
    }

    @Test
    void twoAllowedCpusOf128HaveTwoSlabs() {
        useOn(IndexMode.CPU, 1, 2, 5, 127);
    }

    @Test
    void oneCpuWithALargeNumber() {
        useOn(IndexMode.CPU, 1, 1, SlabLayout.INDEXES_PER_NODE - 1);
    }

    @Test
    void twoVirtualCpusHaveTwoSlabsOnEachNodeThatTheyCameTo() {
        useOn(IndexMode.VCPU, 8, 2, 1 << SlabLayout.NODE_SHIFT, 1 << SlabLayout.NODE_SHIFT | 1, 7 << SlabLayout.NODE_SHIFT,
                7 << SlabLayout.NODE_SHIFT | 1);
    }
}
