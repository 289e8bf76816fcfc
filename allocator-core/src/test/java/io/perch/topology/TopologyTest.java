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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's files, from folders that stand for machines. */
class TopologyTest {
    private static final long KIB = 1 << 10;

    @TempDir
    Path root;

    @Test
    void readsAndWritesListsWithHoles() {
        assertThat(IdList.parse("0-3,8,10-11\n").toArray()).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(IdList.parse("0-3,8,10-11\n")).hasToString("0-3,8,10-11");
        assertThat(IdList.parse("\n").size()).isZero();
        assertThat(IdList.parse("0-3,8").and(IdList.of(2, 8, 9))).hasToString("2,8");
        assertThat(IdList.of(3).contains(-1)).isFalse();
        assertThatThrownBy(() -> IdList.parse("0-x")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0-x");
        assertThatThrownBy(() -> IdList.parse("3-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "one-node                | 0         | 0         | 0-1",
        "two-by-64               | 0,1       | 0,1       | 0-127",
        "four-by-two             | 0,1,2,3   | 0,1,2,3   | 0-7",
        "sparse-ids              | 0,8,252,255 | 0,8,252,255 | 0-159",
        "cpu-less-memory-node    | 0,1,2     | 0,1,2     | 0-3",
        "memory-less-cpu-node    | 0,1       | 0         | 0-3",
        "eight-nodes-256-cpus    | 0,1,2,3,4,5,6,7 | 0,1,2,3,4,5,6,7 | 0-255",
        "container-2-of-128      | 0,1       | 1         | 65,67",
        "container-cgroup-v1     | 0         | 0         | 0-15"})
    void everyMachine(String name, String online, String withMemory, String allowedCpus) {
        Topology topology = Machines.topology(name);
        assertThat(topology.onlineNodes()).containsExactly(IdList.parse(online).toArray());
        assertThat(topology.memoryNodes().stream().mapToInt(Node::id)).containsExactly(boxed(IdList.parse(withMemory)));
        assertThat(topology.allowedCpus()).hasToString(allowedCpus);
        assertThat(topology.possibleNodes(-1)).isGreaterThan(topology.onlineNodes()[topology.onlineNodes().length - 1]);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private static Integer[] boxed(IdList ids) {
        return java.util.Arrays.stream(ids.toArray()).boxed().toArray(Integer[]::new);
    }

    /** What version 1 says without a limit depends on the size of a page. */
    @ParameterizedTest
    @CsvSource({"9223372036854771712", "9223372036854710272", "9223372036854775807", "18446744073709551615", "max"})
    void aLimitThatIsNoneIsNone(String written) throws IOException {
        write("proc/self/cgroup", "4:memory:/own\n");
        write("sys/fs/cgroup/memory/own/memory.limit_in_bytes", written + "\n");
        assertThat(Topology.read(root).memoryLimit()).isEqualTo(Long.MAX_VALUE);
        write("sys/fs/cgroup/memory/own/memory.limit_in_bytes", "1048576\n");
        assertThat(Topology.read(root).memoryLimit()).isEqualTo(1024 * KIB);
    }

    /** Numbers of a guest in which a node that had 22 MiB free, the kernel's least there being 25, was enough for a killing. */
    @Test
    void whatTheKernelKeepsForItselfIsNotAvailable() throws IOException {
        write("sys/devices/system/node/online", "0-1\n");
        write("sys/devices/system/node/node0/meminfo", "Node 0 MemTotal: 475936 kB\nNode 0 MemFree: 400000 kB\n");
        write("sys/devices/system/node/node1/meminfo", "Node 1 MemTotal: 515216 kB\nNode 1 MemFree: 22596 kB\n"
                + "Node 1 Active(file): 0 kB\nNode 1 Inactive(file): 8 kB\n");
        write("proc/sys/vm/min_free_kbytes", "48744\n");
        Topology topology = Topology.read(root);
        assertThat(topology.availableMemory(1)).isZero();
        assertThat(topology.availableMemory(0)).isBetween(370_500 * KIB, 371_000 * KIB);
        assertThat(topology.availableMemory(0, 1)).isEqualTo(topology.availableMemory(0));
        assertThat(topology.availableMemory(2)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void halfOfTheFilesIsAvailable() throws IOException {
        write("sys/devices/system/node/online", "0\n");
        write("sys/devices/system/node/node0/meminfo", "Node 0 MemTotal: 9000 kB\nNode 0 MemFree: 1000 kB\n"
                + "Node 0 Active(file): 600 kB\nNode 0 Inactive(file): 400 kB\n");
        assertThat(Topology.read(root).availableMemory(0)).isEqualTo(1500 * KIB);
    }

    @Test
    void nodesHaveCpusMemoryAndDistances() {
        Topology topology = Machines.topology("sparse-ids");
        Node eight = topology.nodes().get(1);
        assertThat(eight.cpus()).hasToString("80-159");
        assertThat(eight.memory()).isEqualTo((256L << 20) * KIB);
        assertThat(eight.distanceTo(8)).isEqualTo(10);
        assertThat(eight.distanceTo(0)).isEqualTo(40);
        assertThat(eight.distanceTo(255)).isEqualTo(80);
        assertThat(topology.nodeOfCpu(79)).isZero();
        assertThat(topology.nodeOfCpu(80)).isEqualTo(8);
        assertThat(topology.nodeOfCpu(160)).isEqualTo(-1);
        assertThat(topology.nodes().get(2)).hasToString("node 252: no CPU, 16384 MiB");
        assertThat(Machines.topology("memory-less-cpu-node").nodes().get(1)).hasToString("node 1: CPUs 2-3, no memory");
    }

    @Test
    void aCpuThatCameLaterIsLookedUpAgain() throws IOException {
        Files.createDirectories(root.resolve("sys/devices/system/node"));
        Files.writeString(root.resolve("sys/devices/system/node/online"), "0-1\n");
        Topology topology = Topology.read(root);
        assertThat(topology.nodeOfCpu(5)).isEqualTo(-1);
        Files.createDirectories(root.resolve("sys/devices/system/cpu/cpu5/node1"));
        assertThat(topology.nodeOfCpu(5)).isEqualTo(1);
    }

    @Test
    void theSmallestLimitOnTheWayToTheRootCounts() {
        assertThat(Machines.topology("container-2-of-128").memoryLimit()).isEqualTo(2L << 30);
        assertThat(Machines.topology("container-cgroup-v1").memoryLimit()).isEqualTo(512L << 20);
        assertThat(Machines.topology("two-by-64").memoryLimit()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void withoutStatusTheGroupTellsWhatIsAllowed() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/cgroup"), "0::/a/b\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/a/b"));
        Files.writeString(root.resolve("sys/fs/cgroup/a/b/cpuset.mems.effective"), "1\n");
        Files.writeString(root.resolve("sys/fs/cgroup/cpuset.cpus.effective"), "4-5\n");
        Topology topology = Topology.read(root);
        assertThat(topology.allowedMemories()).hasToString("1");
        assertThat(topology.allowedCpus()).hasToString("4-5");
    }

    @Test
    void aSystemThatTellsNothing() {
        Topology topology = Topology.read(root);
        assertThat(topology.possibleNodes(1024)).isEqualTo(1024);
        assertThat(topology.onlineNodes()).containsExactly(0);
        assertThat(topology.memoryNodes()).hasSize(1);
        assertThat(topology.allowedCpus()).isNull();
        assertThat(topology.memoryLimit()).isEqualTo(Long.MAX_VALUE);
        assertThat(Partitions.of(topology, 8).count()).isEqualTo(1);
    }

    @Test
    void aSystemThatTellsNonsense() throws IOException {
        Path nodes = Files.createDirectories(root.resolve("sys/devices/system/node/node0"));
        Files.writeString(nodes.getParent().resolve("online"), "0,4\n");
        Files.writeString(nodes.getParent().resolve("has_memory"), "\n");
        Files.writeString(nodes.resolve("distance"), "ten\n");
        Files.writeString(nodes.resolve("cpulist"), "every\n");
        Topology topology = Topology.read(root);
        assertThat(topology.onlineNodes()).containsExactly(0, 4);
        assertThat(topology.memoryNodes()).extracting(Node::id).as("the first, since there has to be one").containsExactly(0);
        assertThat(topology.nodeOfCpu(0)).isEqualTo(-1);
    }
}
