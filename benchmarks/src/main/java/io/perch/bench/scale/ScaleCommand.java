/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.bench.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./perch bench scale}: how often and for how long threads meet at locks.
 *
 * <p>The JSON file is {@code {"loads": [...]}}, one object for each load: {@code load}; {@code operations}, buffers allocated and
 * released on two CPUs; {@code cpuNanos}, what one takes of a CPU; {@code sharedPerMillion}, acquisitions of shared locks per
 * million operations, and {@code goal} for that or null; {@code step}, the throughput of two CPUs by that of one, with {@code low}
 * and {@code high}, the least and the most of all rounds; and {@code locks}, by kind: {@code acquisitions}, {@code contended} and
 * {@code transfers} per million operations, the hold times {@code p50}, {@code p99} and {@code mean} in nanoseconds, {@code
 * busiest}, the part of all acquisitions that the busiest lock of the kind has, and {@code demand}, nanoseconds of all locks of
 * the kind for an operation.
 */
@Command(name = "scale", mixinStandardHelpOptions = true, description = {
    "How often and for how long threads meet at the allocator's locks, by load and kind of lock, and what follows from that on "
    + "machines with more CPUs: see docs/scale.md. About 4 minutes; with --quick about 1."})
public final class ScaleCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final int MILLIS = 2000;
    private static final int QUICK_MILLIS = 1000;

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "One round of half the time.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "LOAD", split = ",",
            description = "These loads: pair, live-sets, shared-set, hand-over, breathing, crowd.")
    private List<String> only = Arrays.stream(Load.values()).map(Load::id).toList();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        out.println("Counts are per million operations; a transfer is an acquisition after another thread's.");
        List<LoadRow> rows = new ArrayList<>();
        for (Load load : Load.values()) {
            if (only.contains(load.id())) {
                LoadRow row = measure(load);
                rows.add(row);
                row.lines().forEach(out::println);
                out.flush();
            }
        }
        predict(rows, LineTransfer.nanos(), out);
        output.writeJson(() -> rows.stream().map(LoadRow::json).collect(Collectors.joining(",\n", "{\"loads\": [\n", "\n]}\n")));
        return 0;
    }

    private static void predict(List<LoadRow> rows, double line, PrintWriter out) {
        out.printf(Locale.ROOT, "%nA line from another CPU takes %.0f ns. What follows is modelled: see docs/scale.md.%n", line);
        out.println(PredictionTable.STEP_HEADING);
        rows.forEach(row -> out.println(PredictionTable.step(row, line)));
        for (LoadRow row : rows) {
            PredictionTable.lines(row, line).forEach(out::println);
        }
        out.flush();
    }

    private LoadRow measure(Load load) throws IOException, InterruptedException {
        int millis = quick ? QUICK_MILLIS : MILLIS;
        List<LoadCounts> one = new ArrayList<>();
        List<LoadCounts> two = new ArrayList<>();
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            one.add(LoadFork.run(load, 1, false, millis));
            two.add(LoadFork.run(load, 2, false, millis));
        }
        return new LoadRow(load, one, two, LoadFork.run(load, 2, true, millis));
    }
}
