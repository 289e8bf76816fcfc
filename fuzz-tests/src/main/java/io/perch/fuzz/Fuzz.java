/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./perch fuzz}: runs Jazzer in a JVM of its own and exits with 0 if nothing failed. */
@Command(name = "perch fuzz", mixinStandardHelpOptions = true, description = {
    "Runs random programs of allocator operations against a reference model, guided by coverage.",
    "A failing program is shortened and printed as a test to paste. Needs Linux on x86-64, because of Jazzer."})
public final class Fuzz implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long (default: 60).")
    private int seconds;

    @Option(names = "--corpus", paramLabel = "DIRECTORY", defaultValue = "fuzz-tests/src/test/resources/corpus",
            description = "Inputs to start from; new ones go to target/fuzz (default: the one in the repository).")
    private Path corpus;

    private Fuzz() {
    }

    /** Entry point; exits with the result. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fuzz()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path found = Files.createDirectories(Path.of("fuzz-tests/target/fuzz").toAbsolutePath());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=io.perch.**", "--instrumentation_excludes=io.perch.fuzz.**", "--disabled_hooks=**",
                "--reproducer_path=" + found, "-artifact_prefix=" + found + "/", "-max_total_time=" + seconds,
                "-max_len=1024", "-print_final_stats=1", found.toString(), corpus.toAbsolutePath().toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? 0 : 1;
    }
}
