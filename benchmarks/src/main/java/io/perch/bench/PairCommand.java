/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench pair}: what one allocation and its release cost, on Perch and on every peer. */
@Command(name = "pair", mixinStandardHelpOptions = true,
        description = "One allocation and its release, on Perch and on its peers: nanoseconds, ratios, garbage. About 10 minutes.")
final class PairCommand implements Callable<Integer> {
    private static final List<Integer> SIZES = List.of(64, 256, 1500, 8192, 65536);

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "256 bytes only, and as many rounds as fit into 45 seconds.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        if (MallocCalls.available() && !StaticTls.isStated(System.getenv(StaticTls.VARIABLE))) {
            return StaticTls.restart(Bench.class, spec.commandLine().getParent().getParseResult().originalArgs());
        }
        PrintWriter out = output.out();
        try (PerchAllocator perch = PerchAllocator.create()) {
            System.setProperty(ForkAllocator.MODE, perch.mode().toString());
            MachineDescription.describe(perch).forEach(out::println);
        }
        PairSchedule schedule = quick ? PairSchedule.QUICK : PairSchedule.FULL;
        out.println(schedule + ". Times are lower quartiles.");
        out.println("On a shared machine absolute times are noise; ratios within one run count.");
        List<PairRow> rows = rows(out);
        out.println();
        out.flush();

        List<PairResult> results = new PairRun(rows, schedule, out).run();

        PairRatios ratios = PairRatios.of(results);
        out.println();
        Map<String, Interval> intervals = RatioIntervals.of(results, some -> PairRatios.of(some).named());
        new PairReport(results, intervals).lines().forEach(out::println);
        out.flush();
        output.writeJson(() -> PairJson.write(results, ratios.named(), intervals));
        return 0;
    }

    private List<PairRow> rows(PrintWriter out) {
        List<MallocLibrary> libraries = callable(out);
        NativePlatform platform = NativePlatform.get();
        List<PairRow> rows = new ArrayList<>(PairRow.floors(platform));
        if (rows.isEmpty()) {
            out.println("Without the native pair: " + platform.reason(IndexMode.CPU));
        }
        (quick ? List.of(PairRow.RATIO_SIZE) : SIZES).forEach(size -> rows.addAll(PairRow.ofSize(size, libraries)));
        return rows;
    }

    /** The C allocators that can be measured; says why each of the others cannot. */
    private static List<MallocLibrary> callable(PrintWriter out) {
        if (!MallocCalls.available()) {
            out.println("Without C allocators: " + MallocCalls.whyNot(MallocLibrary.ALL.get(0)).orElseThrow());
            return List.of();
        }
        List<MallocLibrary> callable = new ArrayList<>();
        for (MallocLibrary library : MallocLibrary.ALL) {
            MallocCalls.whyNot(library).ifPresentOrElse(
                    reason -> out.println("Without " + library.name() + ": " + reason),
                    () -> callable.add(library));
        }
        MallocLibrary.installHint(Path.of("/")).ifPresent(out::println);
        return callable;
    }
}
