/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which node's memory is where. */
class HomesTest {
    private static Homes homes(String machine, int most) {
        return Homes.of(Machines.topology(machine), most);
    }

    @Test
    void oneForEachNodeWithMemory() {
        Homes homes = homes("two-by-64", 8);
        assertThat(homes.count()).isEqualTo(2);
        assertThat(homes.nodes(1)).containsExactly(1);
        assertThat(homes.ofNode(1)).isEqualTo(1);
        assertThat(homes.ofCpu(63)).isZero();
        assertThat(homes.ofCpu(64)).isEqualTo(1);
        assertThat(homes.memory(1)).isEqualTo(256L << 30);
    }

    @Test
    void numbersWithHolesAreHomesWithout() {
        Homes homes = homes("sparse-ids", 8);
        assertThat(homes.count()).isEqualTo(4);
        assertThat(homes.ofNode(8)).isEqualTo(1);
        assertThat(homes.ofNode(255)).isEqualTo(3);
        assertThat(homes.nodes(3)).containsExactly(255);
        assertThat(homes.ofCpu(159)).isEqualTo(1);
        assertThat(homes.knowsNode(8)).isTrue();
        assertThat(homes.knowsNode(7)).isFalse();
        assertThat(homes.ofNode(7)).as("not on line").isZero();
        assertThat(homes.ofNode(-1)).isZero();
        assertThat(homes.ofNode(100_000)).isZero();
    }

    @Test
    void aNodeOfMemoryAloneIsAHome() {
        Homes homes = homes("cpu-less-memory-node", 8);
        assertThat(homes.count()).isEqualTo(3);
        assertThat(homes.nodes(2)).containsExactly(2);
        assertThat(homes.ofCpu(2)).isEqualTo(1);
    }

    @Test
    void aNodeWithoutMemoryGoesToTheNearestHome() {
        Homes homes = homes("memory-less-cpu-node", 8);
        assertThat(homes.count()).isEqualTo(1);
        assertThat(homes.ofNode(1)).isZero();
        assertThat(homes.ofCpu(3)).isZero();
    }

    @Test
    void memoryThatIsNotAllowedIsNoHome() {
        Homes homes = homes("container-2-of-128", 8);
        assertThat(homes.count()).isEqualTo(1);
        assertThat(homes.nodes(0)).containsExactly(1);
        assertThat(homes.ofNode(0)).isZero();
    }

    @Test
    void moreNodesThanWantedFoldByDistance() {
        Homes sockets = homes("eight-nodes-256-cpus", 2);
        assertThat(sockets.nodes(0)).containsExactly(0, 1, 2, 3);
        assertThat(sockets.nodes(1)).containsExactly(4, 5, 6, 7);
        assertThat(sockets.ofCpu(255)).isEqualTo(1);
        assertThat(sockets.memory(0)).isEqualTo(4 * (96L << 30));
        Homes four = homes("eight-nodes-256-cpus", 4);
        for (int home = 0; home < 4; home++) {
            assertThat(four.nodes(home)).as("groups of a size").hasSize(2);
            assertThat(four.nodes(home)[0] / 4).as("of one socket").isEqualTo(four.nodes(home)[1] / 4);
        }
        assertThat(homes("eight-nodes-256-cpus", 1).nodes(0)).hasSize(8);
        assertThat(homes("eight-nodes-256-cpus", 8).count()).isEqualTo(8);
    }

    @Test
    void memoryIsSoughtNearFirst() {
        assertThat(homes("eight-nodes-256-cpus", 8).byDistance(5)).startsWith(5, 4, 6, 7);
        assertThat(homes("sparse-ids", 8).byDistance(1)).containsExactly(1, 0, 2, 3);
        assertThat(homes("one-node", 8).byDistance(0)).containsExactly(0);
    }
}
