/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C compiler, for programs and libraries that only tests need. A warning is a failure. */
public final class Gcc {
    /** The directory with the sources of {@code libperch.so}. */
    public static final Path NATIVE = Path.of(System.getProperty("user.dir")).resolveSibling("allocator-native")
            .resolve("src/main/native");
    /** The directory with the sources that only tests need. */
    public static final Path TESTS = NATIVE.resolve("../../test/native").normalize();

    private Gcc() {
    }

    /** Builds {@code libperch.so} with one more definition, such as that of a planted bug; returns its file. */
    public static Path libraryWith(String definition, Path directory) throws IOException, InterruptedException {
        requireSilence(List.of("make", "-s", "--no-print-directory", "-C", NATIVE.toString(), "OUT=" + directory,
                "CC=gcc " + definition, "native"));
        return directory.resolve("META-INF/native/linux-" + Host.arch() + "/libperch.so");
    }

    /** Compiles one of the tests' sources to {@code target}. */
    public static void compile(String source, Path target, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gcc", "-g", "-O1", "-std=gnu11", "-Wall", "-Wextra", "-Werror",
                "-I" + NATIVE, "-o", target.toString(), TESTS.resolve(source).toString()));
        command.addAll(List.of(options));
        requireSilence(command);
    }

    /** Compiles one of the tests' sources to a program that uses the library as it is in the jar. */
    static Path program(String source, Path directory) throws IOException, InterruptedException {
        Path library = NATIVE.resolve("../../../target/native/META-INF/native/linux-" + Host.arch()).normalize();
        Path program = directory.resolve(source.replace(".c", ""));
        compile(source, program, library.resolve("libperch.so").toString(), "-Wl,-rpath," + library);
        return program;
    }

    private static void requireSilence(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !output.isEmpty()) {
            throw new AssertionError(String.join(" ", command) + "\n" + output);
        }
    }
}
