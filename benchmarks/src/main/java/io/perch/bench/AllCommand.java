/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench all}: every comparison, one after the other, and a page that shows them. */
@Command(name = "all", mixinStandardHelpOptions = true, description = {
    "Every comparison in one go, each in a process of its own: raw JSON, the machine, and index.html with bars.",
    "About 45 minutes; with --quick about 10."})
final class AllCommand implements Callable<Integer> {
    private static final List<String> COMPARISONS = List.of("pair", "modes", "counter", "pool", "netty");

    @Option(names = "--quick", description = "The short form of each comparison.")
    private boolean quick;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "20",
            description = "The most time for one comparison; one that takes longer is stopped, and counts as failed (default: 20).")
    private int minutes;

    @Option(names = "--only", paramLabel = "NAME", split = ",",
            description = "These comparisons: pair, modes, counter, pool, netty.")
    private List<String> only = COMPARISONS;

    @Option(names = "--out", paramLabel = "DIRECTORY", description = "Where to (default: benchmarks/results/DATE).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        if (!COMPARISONS.containsAll(only)) {
            console.println("--only: " + String.join(",", only) + " (expected some of " + String.join(",", COMPARISONS) + ")");
            return spec.exitCodeOnInvalidInput();
        }
        Path directory = Files.createDirectories(out == null ? Path.of("benchmarks", "results", LocalDate.now().toString()) : out);
        List<String> machine = MachineDescription.describe();
        Files.write(directory.resolve("machine.txt"), machine);
        Map<String, String> results = new LinkedHashMap<>();
        int failed = 0;
        for (String name : only) {
            console.printf("[%d/%d] bench %s%n", only.indexOf(name) + 1, only.size(), name);
            console.flush();
            Path json = directory.resolve(name + ".json");
            int exit = run(name, json, directory.resolve(name + ".txt"));
            if (exit == 0) {
                results.put(name, Files.readString(json));
            } else {
                failed++;
                console.printf("      failed with %d, see %s%n", exit, directory.resolve(name + ".txt"));
            }
            Files.writeString(directory.resolve("index.html"), ResultsPage.html(machine, results));
        }
        console.println("Written: " + directory.resolve("index.html"));
        return failed == 0 ? 0 : 1;
    }

    /** Returns the exit code; 124 if it took too long. */
    private int run(String name, Path json, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // The jar, which has flags too.
        command.addAll(List.of("-jar", System.getProperty("java.class.path"), name));
        if (quick) {
            command.add("--quick");
        }
        command.addAll(List.of("--json", json.toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return 124;
        }
        return process.exitValue();
    }
}
