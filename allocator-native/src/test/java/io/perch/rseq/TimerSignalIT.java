/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Progress under a signal each 10 µs: sections are aborted, start over, and get through. */
class TimerSignalIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"CPU", "NOTIFY"})
    @Timeout(60)
    void everyOperationIsDone(IndexMode mode) throws Exception {
        assumeTrue(NativePlatform.get().supports(mode), () -> NativePlatform.get().reason(mode));
        String output = Gcc.run(Gcc.program("under_timer.c", folder), Map.of(), mode.name().toLowerCase(Locale.ROOT));
        assertThat(output).containsPattern("\\d+ operations under \\d{4,} signals");
    }
}
