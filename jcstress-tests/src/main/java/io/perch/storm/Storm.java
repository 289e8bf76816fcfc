/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.options.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./perch storm}: the abort storm. */
@Command(name = "perch storm", mixinStandardHelpOptions = true, description = {
    "Holds every window of the critical sections open while fences, signals, migrations and drains hit them, and allocators come "
        + "and go. After 20 seconds, disturbances pause most of the time, so that many operations are done.",
    "Exits with 0 only if no block was lost or had two owners."})
public final class Storm implements Callable<Integer> {
    private static final List<Mode> MODES = Arrays.stream(Mode.values()).filter(mode -> mode != Mode.AUTO).toList();
    /** Allocators of all modes in turn, used by the same threads. */
    private static final String MIXED = "mixed";

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "For all runs together (default: 30).")
    private int seconds;

    @Option(names = "--mode", paramLabel = "NAME", description =
        "One run only: a mode, or mixed, in which the same threads use allocators of all modes in turn.")
    private String mode;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as well.")
    private Path json;

    @Spec
    private CommandSpec spec;

    private Storm() {
    }

    /** Entry point; exits with the result. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Storm()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Injection.isPresent()) {
            out.println("The storm needs its own build of the library, by -D" + Injection.LIBRARY);
            return CommandLine.ExitCode.USAGE;
        }
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds " + seconds + ": at least 1");
        }
        Map<String, List<Mode>> runs = runs();
        Injection.begin();
        List<Result> results = new ArrayList<>();
        for (Map.Entry<String, List<Mode>> run : runs.entrySet()) {
            Result result = new StormRun(run.getKey(), run.getValue(), System.nanoTime()).run(1000L * seconds / runs.size());
            results.add(result);
            out.println(result.line());
            out.flush();
        }
        if (json != null) {
            Files.writeString(json, Result.json(results));
        }
        return !results.isEmpty() && results.stream().allMatch(Result::isSound) ? 0 : 1;
    }

    /** The runs that were asked for and that work on this machine: names, and the modes of their allocators. */
    private Map<String, List<Mode>> runs() {
        List<Mode> working = new ArrayList<>();
        for (Mode each : MODES) {
            String refusal = Allocators.refusal(each);
            if (refusal.isEmpty()) {
                working.add(each);
            } else {
                spec.commandLine().getOut().println(each + " does not work here: " + refusal);
            }
        }
        Map<String, List<Mode>> runs = new LinkedHashMap<>();
        working.forEach(each -> runs.put(each.toString(), List.of(each)));
        runs.put(MIXED, working);
        if (mode == null) {
            return runs;
        }
        if (!mode.equals(MIXED) && MODES.stream().noneMatch(each -> each.toString().equals(mode))) {
            throw new ParameterException(spec.commandLine(), "--mode " + mode + ": none of " + MODES + " and " + MIXED);
        }
        runs.keySet().retainAll(List.of(mode));
        return runs;
    }
}
