/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.FaultyMemory;
import io.perch.debug.BlockViolation;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.pool.BufferPool;
import io.perch.rseq.NativePlatform;
import io.perch.stats.NodeStats;
import io.perch.topology.Machines;
import io.perch.topology.Partitions;
import io.perch.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An allocator on machines with several nodes, which it is made to believe in. Where memory really is, the lab shows. */
class NodesTest {
    private static final long MIB = 1 << 20;

    private static PerchConfig.Builder config(Mode mode) {
        return PerchConfig.builder().mode(mode).hardLimit(256 * MIB).softLimit(256 * MIB).slabBytes(MIB).numa(NumaPolicy.NONE);
    }

    private static PerchAllocator allocator(PerchConfig config, String machine) {
        NativePlatform platform = NativePlatform.get();
        OsMemory memory = platform.memory();
        assumeTrue(memory != null && platform.locationCalls().cpu() >= 0, "no native code here");
        return InventedMachine.allocator(config, Machines.topology(machine), memory);
    }

    /** Each of the four nodes has 465 MiB, so that its addresses are 512 MiB; the last node's are the last of all. */
    @Test
    void aNodeWhoseAddressesAreUsedUpIsHelpedOut() {
        long size = 64 * MIB;
        int last = 3;
        PerchConfig config = config(Mode.STRIPED).hardLimit(1024 * MIB).softLimit(1024 * MIB).build();
        try (PerchAllocator perch = allocator(config, "four-by-two")) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                blocks.add(perch.allocateOnNode(size, last));
            }
            assertThat(blocks).allSatisfy(block -> assertThat(perch.nodesOf(block)).containsExactly(last));
            blocks.add(perch.allocateOnNode(size, last));
            assertThat(perch.nodesOf(blocks.get(8))).doesNotContain(last);
            blocks.forEach(perch::free);
            assertThat(perch.stats().inUse()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void blocksAreOfTheNodeThatWasAskedFor(Mode mode) {
        Topology machine = Machines.topology("sparse-ids");
        try (PerchAllocator perch = allocator(config(mode).build(), "sparse-ids")) {
            List<Long> blocks = new ArrayList<>();
            for (int node : machine.onlineNodes()) {
                for (long size : new long[] {1, 300, 70_000, MIB}) {
                    for (int i = 0; i < 40; i++) {
                        long block = perch.allocateOnNode(size, node);
                        assertThat(perch.nodesOf(block)).containsExactly(node);
                        blocks.add(block);
                    }
                }
            }
            assertThat(blocks).doesNotHaveDuplicates();
            List<NodeStats> nodes = perch.stats().nodes();
            assertThat(nodes).hasSize(4).extracting(NodeStats::name).containsExactly("0", "8", "252", "255");
            for (NodeStats node : nodes) {
                assertThat(node.inUse()).isGreaterThan(40 * (MIB + 70_000));
                assertThat(node.calls().localAllocations() + node.calls().remoteAllocations()).isEqualTo(160);
            }
            blocks.forEach(perch::free);
            assertThat(perch.stats().inUse()).isZero();
            for (NodeStats node : perch.stats().nodes()) {
                assertThat(node.inUse()).isZero();
                assertThat(node.calls().localFrees() + node.calls().remoteFrees()).isEqualTo(160);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void checkedBlocksAreOfTheNodeToo(Mode mode) {
        try (PerchAllocator perch = allocator(config(mode).checked(true).guardEvery(1).build(), "sparse-ids")) {
            for (int node : Machines.topology("sparse-ids").onlineNodes()) {
                for (long size : new long[] {1, 300, 70_000, MIB, 3 * MIB}) {
                    long block = perch.allocateOnNode(size, node);
                    assertThat(perch.nodesOf(block)).containsExactly(node);
                    assertThat(perch.usableSize(block)).isEqualTo(size);
                    perch.free(block);
                    assertThatThrownBy(() -> perch.free(block)).isInstanceOf(BlockViolation.class);
                }
            }
            long guarded = perch.allocate(300);
            assertThat(perch.nodesOf(guarded)).containsExactlyInAnyOrder(0, 8, 252, 255);
            perch.free(guarded);
            assertThatThrownBy(() -> perch.nodesOf(guarded)).isInstanceOf(IllegalArgumentException.class);
            perch.trim();
            assertThat(perch.checks().violations()).hasSize(20);
            assertThat(perch.stats().nodes()).hasSize(4).allSatisfy(node -> assertThat(node.inUse()).isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alignedBlocksAreOfTheNodeToo(boolean checked) {
        try (PerchAllocator perch = allocator(config(Mode.AUTO).checked(checked).build(), "sparse-ids")) {
            for (int node : Machines.topology("sparse-ids").onlineNodes()) {
                for (long alignment : new long[] {1, 64, 256, 8192, 64 << 10}) {
                    for (long size : new long[] {1, 5000, 3 * MIB}) {
                        long block = perch.allocateOnNode(size, alignment, node);
                        assertThat(block % alignment).isZero();
                        assertThat(perch.nodesOf(block)).containsExactly(node);
                        perch.free(block);
                    }
                }
            }
            assertThatThrownBy(() -> perch.allocateOnNode(64, 48, 0)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("alignment: 48");
        }
    }

    @Test
    void aNodeThatIsNotThereIsRefused() {
        try (PerchAllocator perch = allocator(config(Mode.AUTO).build(), "sparse-ids")) {
            for (int node : new int[] {-1, 1, 256, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> perch.allocateOnNode(64, node)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("node: " + node);
                assertThatThrownBy(() -> BufferPool.builder(perch).onNode(node)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("node: " + node);
                assertThatThrownBy(() -> perch.prewarm(Prewarm.of(64, 1).onNodes(node)))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("node: " + node);
            }
            assertThatThrownBy(() -> perch.allocateOnNode(0, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        PerchAllocator closed = allocator(config(Mode.AUTO).build(), "sparse-ids");
        closed.close();
        assertThatThrownBy(() -> closed.allocateOnNode(64, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneNodeIsNotToldApartAndSaysWhy() {
        try (PerchAllocator off = allocator(config(Mode.AUTO).numa(NumaPolicy.OFF).build(), "two-by-64");
                PerchAllocator folded = allocator(config(Mode.AUTO).numaNodes(1).build(), "two-by-64");
                PerchAllocator single = allocator(config(Mode.AUTO).build(), "one-node")) {
            assertThat(off.numaReason()).contains("perch.numa");
            assertThat(folded.numaReason()).isEqualTo("perch.numa.nodes is 1");
            assertThat(single.numaReason()).isEqualTo("the memory of this process is on one node");
            for (PerchAllocator perch : List.of(off, folded, single)) {
                assertThat(perch.numa()).isEqualTo(NumaPolicy.OFF);
                assertThat(perch.stats().nodes()).hasSize(1);
                perch.free(perch.allocateOnNode(100, 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void aNodeThatIsUsedUpIsHelpedOutUnlessThePolicyIsStrict(Mode mode) {
        // A part is no larger than the memory of the largest node: 512 MiB here; the limit is for all of them.
        PerchConfig.Builder config = config(mode).hardLimit(1024 * MIB).softLimit(1024 * MIB);
        for (NumaPolicy policy : new NumaPolicy[] {NumaPolicy.NONE, NumaPolicy.STRICT}) {
            OsMemory memory = new FaultyMemory(NativePlatform.get().memory());
            try (PerchAllocator perch = InventedMachine.allocator(config.numa(policy).build(),
                    Machines.topology("four-by-two"), memory)) {
                List<Long> blocks = new ArrayList<>();
                if (policy == NumaPolicy.STRICT) {
                    assertThatThrownBy(() -> fill(perch, blocks)).isInstanceOf(PerchOutOfMemoryError.class)
                            .hasMessageContaining("address space");
                    assertThat(blocks).allSatisfy(block -> assertThat(perch.nodesOf(block)).containsExactly(2));
                } else {
                    fill(perch, blocks);
                    assertThat(perch.stats().nodes().get(2).calls().remoteFrees()).isZero();
                    assertThat(blocks.stream().map(block -> perch.nodesOf(block).get(0)).distinct()).hasSize(2);
                }
                blocks.forEach(perch::free);
                assertThat(perch.stats().inUse()).isZero();
            }
        }
    }

    private static void fill(PerchAllocator perch, List<Long> blocks) {
        for (int i = 0; i < 10; i++) {
            blocks.add(perch.allocateOnNode(90 * MIB, 2));
        }
    }

    @Test
    void homesOfThisMachineAreThoseThatTheKernelTells() {
        try (PerchAllocator perch = PerchAllocator.create(config(Mode.AUTO).build())) {
            assertThat(perch.stats().nodes()).hasSize(Partitions.of(Topology.read(), 8).count());
        }
    }
}
