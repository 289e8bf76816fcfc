/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.capability.Capability;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a thread runs, asked when it has ended and its memory is gone. */
class OwnerExitsIT {
    private static final int KILLED_BY_SIGSEGV = 139;

    @TempDir
    private Path folder;
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        program = Gcc.programWithSources("owner_exits.c", folder);
    }

    @Test
    void itsClockIsGoneAndNothingElseHappens() throws Exception {
        assertThat(Gcc.run(program, Map.of(), "clock")).contains("holds: the clock of a thread that runs advances")
                .contains("holds: a thread that has ended has no clock");
    }

    /** The planted fault: a look at its {@code struct rseq}. */
    @Test
    void whoLooksAtItsMemoryDies() {
        assumeTrue(NativePlatform.get().capabilities().active(Capability.RSEQ), "there are no restartable sequences");
        assertThatThrownBy(() -> Gcc.run(program, Map.of(), "area")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("exit status " + KILLED_BY_SIGSEGV);
    }
}
