/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CPUs in groups that share a cache. */
class CacheDomainsTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"one-node, 1", "four-by-two, 1", "container-2-of-128, 1", "container-cgroup-v1, 2", "two-by-64, 16",
        "eight-nodes-256-cpus, 32"})
    void whereNobodyTellsOfCachesNodesAreCut(String machine, int count) {
        CacheDomains domains = Machines.topology(machine).cacheDomains();
        assertThat(domains.count()).isEqualTo(count);
        assertThat(IntStream.range(0, 1000).map(domains::of)).allMatch(domain -> domain >= 0 && domain < count);
        assertThat(domains.of(-1)).isZero();
    }

    @Test
    void noGroupHasCpusOfTwoNodes() {
        Topology topology = Machines.topology("eight-nodes-256-cpus");
        CacheDomains domains = topology.cacheDomains();
        for (int cpu = 0; cpu < 256; cpu++) {
            for (int other = 0; other < cpu; other++) {
                if (domains.of(cpu) == domains.of(other)) {
                    assertThat(topology.nodeOfCpu(cpu)).isEqualTo(topology.nodeOfCpu(other));
                }
            }
        }
    }

    private CacheDomains withCaches(int cpus, String... lists) throws IOException {
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int index = 0; index < 2; index++) {
                Path folder = root.resolve("sys/devices/system/cpu/cpu" + cpu + "/cache/index" + index);
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("shared_cpu_list"), index == 0 ? cpu + "\n" : lists[cpu * lists.length / cpus]);
            }
        }
        IdList all = IdList.parse("0-" + (cpus - 1));
        return new CacheDomains(new MachineFiles(root), List.of(new Node(0, all, 1, new int[] {10})), all);
    }

    @Test
    void thoseWithTheSameLastLevelCacheAreTogether() throws IOException {
        CacheDomains domains = withCaches(16, "0-3\n", "4-7\n", "8-11\n", "12-15\n");
        assertThat(domains.count()).isEqualTo(4);
        assertThat(IntStream.range(0, 16).map(domains::of)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    }

    @Test
    void aLargeCacheIsCut() throws IOException {
        CacheDomains domains = withCaches(24, "0-23\n");
        assertThat(domains.count()).isEqualTo(3);
        assertThat(IntStream.of(0, 7, 8, 15, 16, 23).map(domains::of)).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void cachesOfASingleCpuAndNonsenseAreNotBelieved() throws IOException {
        CacheDomains domains = withCaches(12, "x\n", "", "40-99\n");
        assertThat(domains.count()).isEqualTo(2);
        assertThat(IntStream.range(0, 12).map(domains::of)).allMatch(domain -> domain < 2);
    }
}
