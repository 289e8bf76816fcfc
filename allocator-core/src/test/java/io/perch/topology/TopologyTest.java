/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's lists, from folders that stand for machines. */
class TopologyTest {
    @TempDir
    Path root;

    @Test
    void readsListsWithHoles() {
        assertThat(IdList.parse("0-3,8,10-11\n").toArray()).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(IdList.parse("\n").size()).isZero();
        assertThatThrownBy(() -> IdList.parse("0-x")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0-x");
        assertThatThrownBy(() -> IdList.parse("3-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sparseNodes() throws IOException {
        Path nodes = Files.createDirectories(root.resolve("sys/devices/system/node"));
        Files.writeString(nodes.resolve("possible"), "0-7\n");
        Files.writeString(nodes.resolve("online"), "0,4\n");
        Topology topology = Topology.read(root);
        assertThat(topology.possibleNodes(1)).isEqualTo(8);
        assertThat(topology.onlineNodes()).containsExactly(0, 4);
    }

    @Test
    void aSystemThatTellsNothing() {
        Topology topology = Topology.read(root);
        assertThat(topology.possibleNodes(1024)).isEqualTo(1024);
        assertThat(topology.onlineNodes()).containsExactly(0);
    }
}
