/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.Host;
import java.nio.charset.StandardCharsets;
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
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.NOTIFY), () -> NativePlatform.get().reason(IndexMode.NOTIFY));
        List<String> options = new ArrayList<>(List.of("-pthread"));
        try (var files = Files.list(Gcc.NATIVE)) {
            files.filter(file -> file.toString().endsWith(".c") && !NOT_LINKED.contains(file.getFileName().toString()))
                    .forEach(file -> options.add(file.toString()));
        }
        options.add(Gcc.NATIVE.resolve(Host.arch().equals("x86_64") ? "slab_x86_64.S" : "slab_aarch64.S").toString());
        program = folder.resolve("stale_mark");
        Gcc.compile("stale_mark.c", program, options.toArray(String[]::new));
    }

    private void assertHolds(String area, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), area).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("holds: an unregistered thread").doesNotContain("FAILS");
    }

    @Test
    void libcsArea() throws Exception {
        assertHolds("notify", Map.of());
    }

    @Test
    void ownAreaInsteadOfLibcs() throws Exception {
        assertHolds("own", Map.of());
    }

    @Test
    void ownAreaWhereLibcHasNone() throws Exception {
        assertHolds("own", Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0"));
    }
}
