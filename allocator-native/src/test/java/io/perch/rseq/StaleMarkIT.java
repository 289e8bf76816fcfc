/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mark that no kernel erased, and a slab that is not the thread's beside it: it costs time, and never a block. */
class StaleMarkIT {
    @TempDir
    private Path folder;
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.NOTIFY), () -> NativePlatform.get().reason(IndexMode.NOTIFY));
        program = Gcc.programWithSources("stale_mark.c", folder);
    }

    private static void assertHolds(String output) {
        assertThat(output).contains("holds: an unregistered thread").doesNotContain("FAILS");
    }

    @Test
    void libcsArea() throws Exception {
        assertHolds(Gcc.run(program, Map.of(), "notify"));
    }

    @Test
    void ownAreaInsteadOfLibcs() throws Exception {
        assertHolds(Gcc.run(program, Map.of(), "own"));
    }

    @Test
    void ownAreaWhereLibcHasNone() throws Exception {
        assertHolds(Gcc.run(program, Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0"), "own"));
    }
}
