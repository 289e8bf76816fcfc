/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.perch.topology.IdList;
import io.perch.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where threads of the packaged jar run, against what the scheduler was told. */
class CurrentCpuIT {
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");
    private static final int MASK_BYTES = 1024;

    /** What a thread says of itself that may run on one CPU only. */
    private record Answers(int cpu, int node, int virtualCpu) {
    }

    private static Answers pinnedTo(int cpu) throws Exception {
        FutureTask<Answers> task = new FutureTask<>(() -> {
            byte[] mask = new byte[MASK_BYTES];
            mask[cpu / Byte.SIZE] = (byte) (1 << cpu % Byte.SIZE);
            int result = NativeLibrary.getInstance("c").getFunction("sched_setaffinity")
                    .invokeInt(new Object[] {0, (long) MASK_BYTES, mask});
            assertThat(result).as("sched_setaffinity").isZero();
            return new Answers(CurrentCpu.cpu(), CurrentCpu.node(), CurrentCpu.virtualCpu());
        });
        new Thread(task, "pinned to " + cpu).start();
        return task.get();
    }

    private static int[] allowedCpus() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        String line = lines.stream().filter(text -> text.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow();
        return IdList.parse(line.substring(line.indexOf(':') + 1)).toArray();
    }

    /** The directory of a CPU has a link named after its node; none on a kernel without NUMA. */
    private static int nodeOf(int cpu) throws IOException {
        try (Stream<Path> entries = Files.list(CPUS.resolve("cpu" + cpu))) {
            return entries.map(path -> path.getFileName().toString()).filter(name -> name.matches("node\\d+"))
                    .mapToInt(name -> Integer.parseInt(name.substring("node".length()))).findFirst().orElse(0);
        }
    }

    @Test
    void aPinnedThreadReportsItsCpuAndItsNode() throws Exception {
        assumeTrue(Files.isDirectory(CPUS));
        for (int cpu : allowedCpus()) {
            Answers answers = pinnedTo(cpu);
            assertThat(answers.cpu()).isEqualTo(cpu);
            assertThat(answers.node()).as("node of CPU " + cpu).isEqualTo(nodeOf(cpu));
        }
    }

    @Test
    void everyAnswerIsInThePossibleRange() {
        int cpus = CounterMemory.possibleCpus();
        int nodes = Topology.read().possibleNodes(1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(CurrentCpu.cpu()).isBetween(0, cpus - 1);
            assertThat(CurrentCpu.virtualCpu()).isBetween(0, cpus - 1);
            assertThat(CurrentCpu.node()).isBetween(0, nodes - 1);
        }
    }
}
