/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The C compiler, for programs and libraries that only tests need. A warning is a failure. */
public final class Gcc {
    /** The directory with the sources of {@code libperch.so}. */
    public static final Path NATIVE = Path.of(System.getProperty("user.dir")).resolveSibling("allocator-native")
            .resolve("src/main/native");
    /** The directory with the sources that only tests need. */
    public static final Path TESTS = NATIVE.resolve("../../test/native").normalize();

    private static final List<String> NOT_LINKED = List.of("jni.c", "inject.c", "selftest_main.c");

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

    /** Compiles one of the tests' sources together with the library's, so that it sees what the library hides. */
    static Path programWithSources(String source, Path directory) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-pthread"));
        try (var files = Files.list(NATIVE)) {
            files.filter(file -> file.toString().endsWith(".c") && !NOT_LINKED.contains(file.getFileName().toString()))
                    .forEach(file -> options.add(file.toString()));
        }
        options.add(NATIVE.resolve(Host.arch().equals("x86_64") ? "slab_x86_64.S" : "slab_aarch64.S").toString());
        Path program = directory.resolve(source.replace(".c", ""));
        compile(source, program, options.toArray(String[]::new));
        return program;
    }

    /** Runs a program to its end, which must be a success; returns what it printed. */
    static String run(Path program, Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("exit status " + process.exitValue() + "\n" + output);
        }
        return output;
    }

    private static void requireSilence(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !output.isEmpty()) {
            throw new AssertionError(String.join(" ", command) + "\n" + output);
        }
    }
}
