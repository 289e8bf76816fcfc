/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of the same version and class path, for what has to be different from its first moment. */
public final class ChildJvm {
    private final List<String> options =
            new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
    private final ProcessBuilder builder = new ProcessBuilder();
    private final List<String> launcher = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    /** Adds an option of the JVM. */
    public ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    /** A program, and its arguments, that starts the JVM. */
    public ChildJvm under(String... command) {
        launcher.addAll(List.of(command));
        return this;
    }

    /** Sets an environment variable. */
    public ChildJvm environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    /** Leaves out the jars whose file name starts with a prefix. */
    public ChildJvm without(String prefix) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(prefix))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Runs to the end and returns what was printed. The exit code must be 0. */
    public String run(Class<?> main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        Process process = builder.command(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new AssertionError("exit code " + code + ":\n" + output);
        }
        return output;
    }
}
