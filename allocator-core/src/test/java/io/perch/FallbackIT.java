/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be missing, missing one by one in a JVM of its own: the allocator says why, works in {@code striped} mode, and loses
 * nothing.
 */
class FallbackIT {
    private static final Map<String, String> LIBC_WITHOUT_RSEQ = Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0");

    @TempDir
    Path folder;

    @Test
    void nothingMissing() throws Exception {
        assertThat(run(Map.of(), classPath(), "-Dperch.mode=cpu"))
                .contains("mode: cpu", "reason: \n", "in use: 0, reserved: 0, operations: true",
                        "sum: 42 by RseqCounter", "place: known");
    }

    @Test
    void nativeCodeSwitchedOff() throws Exception {
        assertStriped(run(Map.of(), classPath(), "-Dperch.native.disabled=true"), "perch.native.disabled", "place: unknown");
    }

    @Test
    void libraryMissing() throws Exception {
        Path missing = folder.resolve("libperch.so");
        assertStriped(run(Map.of(), classPath(), "-Dperch.native.path=" + missing), missing.toString(), "place: unknown");
    }

    @Test
    void libraryUnloadable() throws Exception {
        Path broken = Files.writeString(folder.resolve("libperch.so"), "this is no library");
        assertStriped(run(Map.of(), classPath(), "-Dperch.native.path=" + broken), broken.toString(), "place: unknown");
    }

    @Test
    void jnaMissing() throws Exception {
        String withoutJna = Arrays.stream(classPath().split(":")).filter(entry -> !entry.contains("jna"))
                .collect(Collectors.joining(":"));
        assertStriped(run(Map.of(), withoutJna), "JNA", "place: known");
    }

    @Test
    void rseqOff() throws Exception {
        assertStriped(run(LIBC_WITHOUT_RSEQ, classPath(), "-Dperch.rseq.own=off"), "RSEQ", "place: known");
    }

    @Test
    void rseqRegisteredByPerch() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        for (IndexMode mode : IndexMode.values()) {
            if (NativePlatform.get().supports(mode)) {
                String name = mode.name().toLowerCase(Locale.ROOT);
                assertThat(run(LIBC_WITHOUT_RSEQ, classPath(), "-Dperch.mode=" + name))
                        .contains("mode: " + name + "\n", "reason: \n", "has a cache: true", "place: known",
                                "in use: 0, reserved: 0, operations: true");
            }
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static void assertStriped(String output, String reason, String place) {
        assertThat(output).contains("mode: striped", reason, place, "sum: 42 by AdderCounter",
                "in use: 0, reserved: 0, operations: true");
    }

    private String run(Map<String, String> environment, String classPath, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "-ea"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, FallbackMain.class.getName()));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as(text).isZero();
        return text;
    }
}
