/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.options.Mode;
import io.perch.rseq.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CPUs that a process loses and gets back while it allocates, and few CPUs from the beginning. */
@Execution(ExecutionMode.CONCURRENT)
class ChangingCpusIT {
    private static ChildJvm child(Mode mode, String how) {
        return new ChildJvm().option("-ea").option("-Dperch.mode=" + mode).option("-D" + ChangingCpusMain.HOW + "=" + how);
    }

    private static void assertSound(String output) {
        assertThat(output).containsPattern("mode: [a-z]+, caches: \\d+ on \\d+ CPUs, in use: 0, reserved: 0, rounds: ");
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU", "NOTIFY", "STRIPED"})
    void theAffinityOfAllThreadsShrinksAndGrows(Mode mode) throws Exception {
        assertSound(child(mode, "affinity").run(ChangingCpusMain.class));
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"VCPU", "CPU", "NOTIFY"})
    void theCpusetShrinksAndGrows(Mode mode) throws Exception {
        String output = child(mode, "cpuset").run(ChangingCpusMain.class);
        assumeTrue(!output.startsWith("no cpuset"), output);
        assertSound(output);
    }

    @Test
    void oneAllowedCpuHasOneSlabWhateverTheMode() throws Exception {
        String cpu = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst().orElseThrow().replaceAll(".*?(\\d+)$", "$1");
        for (Mode mode : new Mode[] {Mode.VCPU, Mode.CPU, Mode.NOTIFY}) {
            String output = child(mode, "none").under("taskset", "-c", cpu).run(ChangingCpusMain.class);
            assertSound(output);
            assumeTrue(output.contains("mode: " + mode), output);
            assertThat(output).contains("caches: 1 on 1 CPUs");
        }
    }
}
