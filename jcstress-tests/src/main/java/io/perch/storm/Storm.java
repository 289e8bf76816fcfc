/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.Mode;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.rseq.NativePlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch storm}: the abort storm. */
@Command(name = "perch storm", mixinStandardHelpOptions = true, description = {
    "Holds every window of the critical sections open while fences, signals, migrations and drains hit them.",
    "Exits with 0 only if no block was lost or had two owners."})
public final class Storm implements Callable<Integer> {
    private static final long LIMIT = 512 << 20;
    /** So little that lists run full and empty all the time. */
    private static final long SLAB = 1 << 20;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "For all modes together (default: 30).")
    private int seconds;

    @Option(names = "--mode", paramLabel = "cpu|vcpu|notify|striped", description = "One mode only.")
    private Mode mode;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as well.")
    private Path json;

    @Spec
    private CommandSpec spec;

    private Storm() {
    }

    /** Storms and exits. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Storm()).registerConverter(Mode.class, Mode::of).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Injection.isPresent()) {
            out.println("The storm needs its own build of the library, by -D" + Injection.LIBRARY);
            return CommandLine.ExitCode.USAGE;
        }
        NativePlatform.get();
        Injection.begin();
        List<Mode> modes = mode == null ? List.of(Mode.VCPU, Mode.CPU, Mode.NOTIFY, Mode.STRIPED) : List.of(mode);
        List<Result> results = new ArrayList<>();
        for (Mode each : modes) {
            PerchConfig config = PerchConfig.builder().mode(each).hardLimit(LIMIT).softLimit(LIMIT).slabBytes(SLAB).build();
            PerchAllocator perch = PerchAllocator.create(config);
            if (perch.mode() == each) {
                Result result = new StormRun(perch, System.nanoTime()).run(1000L * seconds / modes.size());
                results.add(result);
                out.println(result.line());
            } else {
                perch.close();
                out.println(each + " does not work here: " + perch.modeReason());
            }
            out.flush();
        }
        if (json != null) {
            Files.writeString(json, Result.json(results));
        }
        return !results.isEmpty() && results.stream().allMatch(Result::isSound) ? 0 : 1;
    }
}
