/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench pool}: what a buffer of a pool costs, on Perch and on its peers. */
@Command(name = "pool", mixinStandardHelpOptions = true,
        description = "A buffer acquired and closed, by one thread and across two, on Perch and on other pools. About 4 minutes.")
final class PoolCommand implements Callable<Integer> {
    private static final int SAMPLES = 20_000_000;
    private static final int QUICK_SAMPLES = 3_000_000;

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "One round, or two if they fit into 40 seconds, with short iterations.")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        PrintWriter out = output.out();
        try (PerchAllocator perch = PerchAllocator.create()) {
            System.setProperty(ForkAllocator.MODE, perch.mode().toString());
            MachineDescription.describe(perch).forEach(out::println);
        }
        PairSchedule schedule = quick ? PairSchedule.QUICK : PairSchedule.FULL;
        out.println(schedule + ". Times are lower quartiles; across threads, of one thread's share.");
        out.println("On a shared machine absolute times are noise; ratios within one run count.");
        out.println();
        out.flush();
        List<PairResult> results = new PairRun(PoolRow.all(), schedule, out).run();
        List<PoolTail.Result> tails = PoolTail.measure(quick ? QUICK_SAMPLES : SAMPLES);
        Map<String, Double> ratios = PoolRatios.of(results).named();
        Map<String, Interval> intervals = RatioIntervals.of(results, some -> PoolRatios.of(some).named());
        tails.stream().filter(tail -> tail.pool().equals(PoolUnderTest.PERCH)).forEach(tail -> {
            ratios.put("tailToMedian", tail.ratio());
            ratios.put("tailMisses", (double) tail.misses());
        });
        out.printf("%n%-34s %8s %8s %13s%n", "pool", "ns", "+-", "garbage B/op");
        for (PairResult result : results) {
            out.printf(Locale.ROOT, "%-34s %8.2f %8.2f %13.3f%n", result.row().name(), result.nsPerOp(), result.errorNs(),
                    result.garbagePerOp());
        }
        out.println();
        out.println(PoolTail.Result.header());
        tails.forEach(tail -> out.println(tail.line()));
        out.println();
        ratios.forEach((name, value) -> out.printf("%-28s %s%n", name,
                intervals.containsKey(name) ? intervals.get(name) : PoolRatios.number(value)));
        out.flush();
        output.writeJson(() -> PairJson.write(results, ratios, intervals, tails));
        return 0;
    }
}
