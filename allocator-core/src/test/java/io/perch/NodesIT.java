/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.cpu.CurrentCpu;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.ThreadAffinity;
import io.perch.stats.Counter;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import io.perch.topology.Machines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * CPUs 0 and 1 of this machine pass for nodes 0 and 1, so that threads come to another node all the time, as no real machine
 * would move them. {@code vcpu} has no part in it: it has the node from the kernel, and is tested in the lab.
 */
class NodesIT {
    private static final long MIB = 1 << 20;
    private static final int SIZE = 1000;
    /** Of a block: 1024 bytes. */
    private static final int BATCH = 32;

    private PerchAllocator perch;

    private void open(Mode mode) {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.memory() != null && CurrentCpu.cpu() >= 0, "no native code here");
        PerchConfig config = PerchConfig.builder().mode(mode).hardLimit(512 * MIB).softLimit(512 * MIB).slabBytes(MIB)
                .numa(NumaPolicy.NONE).build();
        perch = InventedMachine.allocator(config, Machines.topology("two-by-one"), platform.memory());
        assumeTrue(perch.mode() == mode, perch.modeReason());
        assertThat(perch.stats().nodes()).hasSize(2);
    }

    @AfterEach
    void closeAndFindNothingLeft() {
        if (perch != null) {
            PerchStats stats = perch.stats();
            assertThat(stats.inUse()).isZero();
            assertThat(stats.doubleFrees()).isZero();
            assertThat(stats.get(Counter.LOCAL_ALLOCATIONS) + stats.get(Counter.REMOTE_ALLOCATIONS))
                    .as("all that was handed out came back").isCloseTo(stats.get(Counter.LOCAL_FREES)
                            + stats.get(Counter.REMOTE_FREES), within(stats));
            perch.trim();
            assertThat(perch.stats().cached()).isZero();
            perch.close();
            assertThat(perch.stats().reserved()).isZero();
        }
    }

    /** A call that is interrupted between its count and its commit counts twice: one instruction of some fifty. */
    private static Offset<Long> within(PerchStats stats) {
        return Offset.offset(10 + stats.get(Counter.LOCAL_ALLOCATIONS) / 1_000_000);
    }

    private static int nodeOf(PerchAllocator perch, long block) {
        return perch.nodesOf(block).get(0);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void aThreadGetsMemoryOfTheNodeThatItIsOn(Mode mode) {
        open(mode);
        List<Long> blocks = new ArrayList<>();
        int seen = 0;
        int right = 0;
        for (int i = 0; i < 20_000; i++) {
            int before = CurrentCpu.cpu();
            long block = perch.allocate(SIZE);
            if (before == CurrentCpu.cpu()) {
                seen++;
                right += nodeOf(perch, block) == (before == 1 ? 1 : 0) ? 1 : 0;
            }
            blocks.add(block);
        }
        // The thread may leave and come back between two looks, but not often.
        assertThat(seen).isGreaterThan(15_000);
        assertThat(right).isGreaterThanOrEqualTo(seen - 20);
        blocks.forEach(perch::free);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void whatIsFreedElsewhereGoesHome(Mode mode) throws InterruptedException {
        open(mode);
        int rounds = 40;
        Thread thread = new Thread(() -> {
            ThreadAffinity.pin(ThreadAffinity.allowed().nextSetBit(0));
            for (int node = 0; node < 2; node++) {
                Deque<Long> blocks = new ArrayDeque<>();
                for (int i = 0; i < rounds * BATCH; i++) {
                    blocks.add(perch.allocateOnNode(SIZE, node));
                }
                blocks.forEach(perch::free);
            }
        });
        thread.start();
        thread.join();
        PerchStats stats = perch.stats();
        assertThat(stats.get(Counter.REMOTE_FREES)).as("the blocks of the node that the thread was not on")
                .isEqualTo(rounds * BATCH);
        assertThat(stats.get(Counter.FLUSHED_HOME)).isGreaterThan((rounds - 8L) * BATCH * SIZE);
        assertThat(stats.cachedInSlabs()).as("lists of other nodes hold a batch at the most").isLessThan(MIB);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"CPU", "STRIPED"})
    void nothingIsLostOrDoubledOrOnTheWrongNodeWhileThreadsMove(Mode mode) throws Exception {
        open(mode);
        AtomicInteger turn = new AtomicInteger();
        long operations = new Conservation(perch, System.nanoTime()).run(8, 3000, () -> {
            PerchStats stats = perch.stats();
            long sum = stats.nodes().stream().mapToLong(NodeStats::committed).sum();
            assertThat(sum + stats.metadata()).isEqualTo(stats.committed());
            assertThat(stats.slabAvailable() + stats.slabCapacity()).isEqualTo(stats.slabBudget());
            if (turn.incrementAndGet() % 50 == 0) {
                perch.trim();
            }
        });
        assertThat(operations).isPositive();
        assertThat(perch.stats().get(Counter.REMOTE_FREES)).as("threads were moved").isPositive();
    }

    @Test
    void theBudgetHoldsForListsOfOtherNodes() {
        open(Mode.CPU);
        List<Long> blocks = new ArrayList<>();
        for (int size = 64; size <= 128 << 10; size *= 2) {
            for (int node = 0; node < 2; node++) {
                for (int i = 0; i < 100; i++) {
                    blocks.add(perch.allocateOnNode(size, node));
                }
            }
        }
        blocks.forEach(perch::free);
        PerchStats stats = perch.stats();
        assertThat(stats.slabAvailable()).isNotNegative();
        assertThat(stats.slabAvailable() + stats.slabCapacity()).isEqualTo(stats.slabBudget());
        assertThat(stats.cachedInSlabs()).isLessThanOrEqualTo(stats.slabCapacity());
    }
}
