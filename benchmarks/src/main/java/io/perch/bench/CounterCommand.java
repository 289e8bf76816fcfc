/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench counter}: what an addition costs, per CPU and on the JDK's counters. */
@Command(name = "counter", mixinStandardHelpOptions = true,
        description = "One addition to a counter by 1 and by 2 threads: per CPU, LongAdder, AtomicLong. About 1 minute.")
final class CounterCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 2;
    private static final Map<String, String> METHODS = Map.of("per-cpu", "perCpu", "long-adder", "adder", "atomic-long", "atomic");

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "As many rounds as fit into 45 seconds, with short iterations.")
    private boolean quick;

    @Override
    public Integer call() throws IOException, RunnerException {
        PrintWriter out = output.begin();
        String reason = NativePlatform.get().reason(IndexMode.CPU);
        out.println(reason.isEmpty() ? "Counters add in restartable sequences." : "per-cpu is a LongAdder: " + reason);
        List<PairResult> results = new PairRun(rows(), quick ? PairSchedule.QUICK : PairSchedule.FULL, out).run();
        out.printf("%n%-16s %8s %8s  %s%n", "counter", "ns", "+-", "per-cpu to it");
        for (PairResult result : results) {
            String name = result.row().name();
            out.printf(Locale.ROOT, "%-16s %8.2f %8.2f  %.2f%n", name, result.nsPerOp(), result.errorNs(),
                    perCpu(results, name.charAt(name.length() - 1)).nsPerOp() / result.nsPerOp());
        }
        out.flush();
        output.writeJson(() -> PairJson.write(results, ratios(results), RatioIntervals.of(results, CounterCommand::ratios)));
        return 0;
    }

    /** The ratios of a per-CPU addition to one of each other kind. */
    private static Map<String, Double> ratios(List<PairResult> results) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (PairResult result : results) {
            String name = result.row().name();
            if (!name.startsWith("per-cpu")) {
                ratios.put("perCpuTo-" + name, perCpu(results, name.charAt(name.length() - 1)).nsPerOp() / result.nsPerOp());
            }
        }
        return ratios;
    }

    /** Rows that are compared stand next to each other. A name ends with the number of threads. */
    private static List<PairRow> rows() {
        List<PairRow> rows = new ArrayList<>();
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            for (String name : List.of("per-cpu", "long-adder", "atomic-long")) {
                String benchmark = CounterAdd.class.getName() + "." + METHODS.get(name) + threads;
                rows.add(new PairRow(name + "-" + threads, 0, benchmark, Map.of(), false));
            }
        }
        return rows;
    }

    private static PairResult perCpu(List<PairResult> results, char threads) {
        return results.stream().filter(result -> result.row().name().equals("per-cpu-" + threads)).findFirst().orElseThrow();
    }
}
