/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program in C that a test compiles, for what cannot be done from Java. */
final class NativeProgram {
    /** The library's sources. */
    static final Path SOURCES = Path.of("src/main/native");

    private final Path folder;
    private final Path program;

    /**
     * Compiles {@code src/test/native/<name>.c}.
     *
     * @param folder    where the program goes
     * @param arguments further sources and options
     */
    NativeProgram(Path folder, String name, String... arguments) throws IOException, InterruptedException {
        this.folder = folder;
        this.program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-g", "-Wall", "-Wextra", "-Werror", "-I" + SOURCES, "-o",
                program.toString(), "src/test/native/" + name + ".c"));
        command.addAll(List.of(arguments));
        String complaints = output(Map.of(), command);
        if (!complaints.isEmpty()) {
            throw new AssertionError(complaints);
        }
    }

    Path path() {
        return program;
    }

    /** Runs the program to its end; returns what it printed. */
    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return output(environment, command);
    }

    /** Runs a command to its end; returns what it printed. */
    String output(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return Files.readString(output) + (status == 0 ? "" : "exit status " + status + "\n");
    }
}
