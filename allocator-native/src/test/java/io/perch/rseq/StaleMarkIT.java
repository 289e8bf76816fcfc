/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mark that no kernel erased, and a slab that is not the thread's beside it: it costs time, and never a block. */
class StaleMarkIT {
    private static final List<String> NOT_LINKED = List.of("jni.c", "inject.c", "selftest_main.c");

    @TempDir
    private Path folder;
    private NativeProgram program;

    @BeforeEach
    void compile() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.NOTIFY), () -> NativePlatform.get().reason(IndexMode.NOTIFY));
        List<String> sources = new ArrayList<>();
        try (var files = Files.list(NativeProgram.SOURCES)) {
            files.filter(file -> file.toString().endsWith(".c") && !NOT_LINKED.contains(file.getFileName().toString()))
                    .forEach(file -> sources.add(file.toString()));
        }
        sources.add(NativeProgram.SOURCES.resolve(Host.arch().equals("x86_64") ? "slab_x86_64.S" : "slab_aarch64.S").toString());
        sources.add("-pthread");
        program = new NativeProgram(folder, "stale_mark", sources.toArray(String[]::new));
    }

    private static void assertHolds(String output) {
        assertThat(output).contains("holds: an unregistered thread").doesNotContain("FAILS").doesNotContain("exit status");
    }

    @Test
    void libcsArea() throws Exception {
        assertHolds(program.run(Map.of(), "notify"));
    }

    @Test
    void ownAreaInsteadOfLibcs() throws Exception {
        assertHolds(program.run(Map.of(), "own"));
    }

    @Test
    void ownAreaWhereLibcHasNone() throws Exception {
        assertHolds(program.run(Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0"), "own"));
    }
}
