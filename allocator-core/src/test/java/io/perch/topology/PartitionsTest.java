/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which node's memory is where. */
class PartitionsTest {
    private static Partitions partitions(String machine, int most) {
        return Partitions.of(Machines.topology(machine), most);
    }

    @Test
    void oneForEachNodeWithMemory() {
        Partitions partitions = partitions("two-by-64", 8);
        assertThat(partitions.count()).isEqualTo(2);
        assertThat(partitions.nodes(1)).containsExactly(1);
        assertThat(partitions.ofNode(1)).isEqualTo(1);
        assertThat(partitions.ofCpu(63)).isZero();
        assertThat(partitions.ofCpu(64)).isEqualTo(1);
        assertThat(partitions.memory(1)).isEqualTo(256L << 30);
    }

    @Test
    void numbersWithHolesAreHomesWithout() {
        Partitions partitions = partitions("sparse-ids", 8);
        assertThat(partitions.count()).isEqualTo(4);
        assertThat(partitions.ofNode(8)).isEqualTo(1);
        assertThat(partitions.ofNode(255)).isEqualTo(3);
        assertThat(partitions.nodes(3)).containsExactly(255);
        assertThat(partitions.ofCpu(159)).isEqualTo(1);
        assertThat(partitions.knowsNode(8)).isTrue();
        assertThat(partitions.knowsNode(7)).isFalse();
        assertThat(partitions.ofNode(7)).as("not online").isZero();
        assertThat(partitions.ofNode(-1)).isZero();
        assertThat(partitions.ofNode(100_000)).isZero();
    }

    @Test
    void aNodeOfMemoryAloneIsAHome() {
        Partitions partitions = partitions("cpu-less-memory-node", 8);
        assertThat(partitions.count()).isEqualTo(3);
        assertThat(partitions.nodes(2)).containsExactly(2);
        assertThat(partitions.ofCpu(2)).isEqualTo(1);
    }

    @Test
    void aNodeWithoutMemoryGoesToTheNearestHome() {
        Partitions partitions = partitions("memory-less-cpu-node", 8);
        assertThat(partitions.count()).isEqualTo(1);
        assertThat(partitions.ofNode(1)).isZero();
        assertThat(partitions.ofCpu(3)).isZero();
    }

    @Test
    void memoryThatIsNotAllowedIsNoHome() {
        Partitions partitions = partitions("container-2-of-128", 8);
        assertThat(partitions.count()).isEqualTo(1);
        assertThat(partitions.nodes(0)).containsExactly(1);
        assertThat(partitions.ofNode(0)).isZero();
    }

    @Test
    void moreNodesThanWantedFoldByDistance() {
        Partitions sockets = partitions("eight-nodes-256-cpus", 2);
        assertThat(sockets.nodes(0)).containsExactly(0, 1, 2, 3);
        assertThat(sockets.nodes(1)).containsExactly(4, 5, 6, 7);
        assertThat(sockets.ofCpu(255)).isEqualTo(1);
        assertThat(sockets.memory(0)).isEqualTo(4 * (96L << 30));
        Partitions four = partitions("eight-nodes-256-cpus", 4);
        for (int partition = 0; partition < 4; partition++) {
            assertThat(four.nodes(partition)).as("groups of a size").hasSize(2);
            assertThat(four.nodes(partition)[0] / 4).as("of one socket").isEqualTo(four.nodes(partition)[1] / 4);
        }
        assertThat(partitions("eight-nodes-256-cpus", 1).nodes(0)).hasSize(8);
        assertThat(partitions("eight-nodes-256-cpus", 8).count()).isEqualTo(8);
    }

    @Test
    void memoryIsSoughtNearFirst() {
        assertThat(partitions("eight-nodes-256-cpus", 8).byDistance(5)).startsWith(5, 4, 6, 7);
        assertThat(partitions("sparse-ids", 8).byDistance(1)).containsExactly(1, 0, 2, 3);
        assertThat(partitions("one-node", 8).byDistance(0)).containsExactly(0);
    }
}
