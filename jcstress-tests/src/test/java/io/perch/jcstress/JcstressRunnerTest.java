/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run fails when it has to. That the tests themselves pass is shown by running them. */
class JcstressRunnerTest {
    private static final List<String> SHORT = List.of("-iters", "2", "-time", "500", "-sc", "false", "-f", "1", "-fsm", "1",
            "-strideSize", "16", "-strideCount", "16",
            "-jvmArgs", "-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED");

    private static final List<String> BROKEN = List.of("slab.BrokenPop", "slab.BrokenContents", "slab.BrokenBatch",
            "slab.BrokenLastToken", "drain.BrokenDrain", "drain.BrokenStop", "surplus.BrokenSurplus",
            "migration.BrokenMigration", "modes.BrokenModeChange", "transfer.BrokenTransferCache", "transfer.BrokenPlunder",
            "span.BrokenSpan", "span.BrokenPageGiver", "span.BrokenHardenedFree", "span.BrokenPageMap", "limit.BrokenLimit",
            "stripes.BrokenStripes", "allocator.BrokenClose", "bound.BrokenBoundObject", "pool.BrokenGeneration",
            "lock.BrokenExclusion", "lock.BrokenWakeUp", "netty.BrokenCount");

    @TempDir
    private Path report;

    /** Each package has a broken variant, which the test that it extends has to catch. */
    @Test
    void everyBrokenVariantIsCaught() throws Exception {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.supports(IndexMode.CPU), () -> platform.reason(IndexMode.CPU));

        assertThat(JcstressRunner.run(report, SHORT, "Broken", output())).isNotZero();
        assertThat(report.resolve("output.txt")).content()
                .contains(BROKEN.stream().map(name -> "[FAILED] io.perch.jcstress." + name).toList());
    }

    @Test
    void nothingToRunIsAFailure() throws Exception {
        assertThat(JcstressRunner.run(report, SHORT, "NoSuchTest", output())).isNotZero();
    }

    private Redirect output() {
        return Redirect.appendTo(report.resolve("output.txt").toFile());
    }
}
