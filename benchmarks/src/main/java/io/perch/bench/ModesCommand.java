/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench modes}: the allocator's modes side by side. */
@Command(name = "modes", mixinStandardHelpOptions = true,
        description = "One allocation of 256 bytes and its release in each mode: nanoseconds and ratios. About 3 minutes.")
final class ModesCommand implements Callable<Integer> {
    private static final PairSchedule FULL = new PairSchedule(12, 240, 5, 5, 200);

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "As many rounds as fit into 40 seconds.")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        PrintWriter out = output.begin();
        List<PairRow> rows = new ArrayList<>();
        for (PerchMode mode : PerchMode.values()) {
            String reason = mode.whyNot();
            if (reason.isEmpty()) {
                rows.add(mode.row());
            } else {
                out.println("Without " + mode.row().name() + ": " + reason);
            }
        }
        List<PairResult> results = new PairRun(rows, quick ? PairSchedule.QUICK : FULL, out).run();
        out.printf("%n%-12s %8s %8s%n", "mode", "ns", "+-");
        for (PairResult result : results) {
            out.printf(Locale.ROOT, "%-12s %8.2f %8.2f%n", result.row().name(), result.nsPerOp(), result.errorNs());
        }
        Map<String, Double> ratios = ModeRatios.of(results).named();
        Map<String, Interval> intervals = RatioIntervals.of(results, some -> ModeRatios.of(some).named());
        out.println();
        intervals.forEach((name, ratio) -> out.printf("%-20s %s%n", name, ratio.text("%.3f")));
        out.flush();
        output.writeJson(() -> PairJson.write(results, ratios, intervals));
        return 0;
    }
}
