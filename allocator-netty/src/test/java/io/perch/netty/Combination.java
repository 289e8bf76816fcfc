/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to run Netty: which line of it, what it may use of {@code sun.misc.Unsafe}, and whether it checks bounds and references.
 *
 * @param line    of the Netty on the class path
 * @param unsafe  what it may use
 * @param checked whether its checks are on
 */
record Combination(Line line, Access unsafe, boolean checked) {
    /** The module is tested with 4.1 anyway; the build puts the jars of 4.2 aside. */
    enum Line { NETTY_41, NETTY_42 }

    /** Ways to allow or refuse {@code Unsafe}. */
    enum Access {
        ALLOWED("-Dio.netty.noUnsafe=false", "--sun-misc-unsafe-memory-access=allow"),
        SWITCHED_OFF("-Dio.netty.noUnsafe=true"),
        /** Denied by the JDK, from 24 on. */
        DENIED("--sun-misc-unsafe-memory-access=deny");

        private final List<String> options;

        Access(String... options) {
            this.options = List.of(options);
        }
    }

    /** All combinations of this JDK. */
    static List<Combination> all() {
        List<Combination> all = new ArrayList<>();
        for (Line line : Line.values()) {
            for (Access unsafe : Access.values()) {
                for (boolean checked : new boolean[] {true, false}) {
                    if (unsafe != Access.DENIED || Runtime.version().feature() >= 24) {
                        all.add(new Combination(line, unsafe, checked));
                    }
                }
            }
        }
        return all;
    }

    /**
     * Runs tests in a JVM of its own on this JDK, and returns what {@link SuiteRun} printed.
     *
     * @param without a pattern of the names of test methods that are left out
     */
    List<String> run(List<String> names, String without) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-XX:TieredStopAtLevel=1", "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                // As for the tests of this module; see its pom.xml.
                "-Dio.netty.leakDetection.samplingInterval=2147483647", "-Djunit.jupiter.execution.parallel.enabled=false"));
        command.addAll(unsafe.options);
        command.add("-D" + SuiteRun.WITHOUT + '=' + without);
        command.add("-Dio.netty.buffer.checkBounds=" + checked);
        command.add("-Dio.netty.buffer.checkAccessible=" + checked);
        command.addAll(List.of("-cp", classPath(), SuiteRun.class.getName()));
        command.addAll(names);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new AssertionError(this + " ended with code " + code + ":\n" + output);
        }
        return output.lines().toList();
    }

    private String classPath() throws IOException {
        Stream<String> entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
        if (line == Line.NETTY_42) {
            try (Stream<Path> jars = Files.list(Path.of(System.getProperty("perch.netty42")))) {
                entries = Stream.concat(entries.filter(entry -> !Path.of(entry).getFileName().toString().startsWith("netty-")),
                        jars.map(Path::toString).toList().stream());
            }
        }
        return entries.collect(Collectors.joining(File.pathSeparator));
    }
}
