/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Progress under a signal each 10 µs: sections are aborted, start over, and get through. */
class TimerSignalIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void everyOperationIsDone() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), () -> NativePlatform.get().reason(IndexMode.CPU));
        Process process = new ProcessBuilder(Gcc.program("under_timer.c", folder).toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("\\d+ operations under \\d{4,} signals");
    }
}
