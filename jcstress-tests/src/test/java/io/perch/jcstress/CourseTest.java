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

/** That the course fails when it has to. That it passes is shown by running it. */
class CourseTest {
    private static final List<String> SHORT = List.of("-iters", "2", "-time", "500", "-sc", "false", "-f", "1", "-fsm", "1",
            "-strideSize", "16", "-strideCount", "16",
            "-jvmArgs", "-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED");

    private static final List<String> BROKEN = List.of("BrokenPop", "BrokenContents", "BrokenBatch", "BrokenLastToken",
            "BrokenDrain", "BrokenStop", "BrokenMigration", "BrokenModeChange", "BrokenTransferCache", "BrokenSpan",
            "BrokenPageMap", "BrokenLimit", "BrokenStripes", "BrokenBoundObject", "BrokenCount", "BrokenClose");

    @TempDir
    private Path report;

    /** One broken variant for each family of the course: the test that it was made from has to catch it. */
    @Test
    void everyBrokenVariantIsCaught() throws Exception {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.supports(IndexMode.CPU), () -> platform.reason(IndexMode.CPU));

        assertThat(Course.run(report, SHORT, "jcstress.Broken", output())).isNotZero();
        assertThat(report.resolve("output.txt")).content()
                .contains(BROKEN.stream().map(name -> "[FAILED] io.perch.jcstress." + name).toList());
    }

    @Test
    void nothingToRunIsAFailure() throws Exception {
        assertThat(Course.run(report, SHORT, "NoSuchTest", output())).isNotZero();
    }

    private Redirect output() {
        return Redirect.appendTo(report.resolve("output.txt").toFile());
    }
}
