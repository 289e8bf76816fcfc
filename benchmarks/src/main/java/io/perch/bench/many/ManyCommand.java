/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.many;

import io.perch.bench.MachineDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench many}: what one of many units takes, and whether it takes more where there are ten times as many. */
@Command(name = "many", mixinStandardHelpOptions = true, description = {
    "A limit of 1 TiB, a million blocks and Netty buffers, thousands of threads, pools and allocators: time and memory of each,",
    "and what maintenance and statistics take meanwhile; a tenth of them, and all. About 2 minutes; with --quick a tenth and a",
    "hundredth."})
public final class ManyCommand implements Callable<Integer> {
    private static final int TIMES = 10;
    private static final double MICROSECOND = 1e3;

    @Option(names = "--quick", description = "A tenth of all.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "UNIT", split = ",", description = "These: ${COMPLETION-CANDIDATES}.")
    private List<Unit> only = List.of(Unit.values());

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        MachineDescription.describe().forEach(out::println);
        out.printf("%-20s %10s %10s %10s %12s %14s %14s %12s%n", "unit", "count", "make us", "end us", "heap bytes",
                "resident bytes", "maintenance us", "stats us");
        for (Unit unit : only) {
            int most = quick ? unit.most() / TIMES : unit.most();
            for (int count : new int[] {most / TIMES, most}) {
                Map<String, Long> told = ManyFork.run(unit, count);
                out.printf(Locale.ROOT, "%-20s %,10d %10.3f %10.3f %,12d %,14d %,14.0f %,12.0f%n", unit.id(), count,
                        told.get("make") / MICROSECOND, told.get("end") / MICROSECOND, told.get("heap"), told.get("resident"),
                        told.get("maintenance") / MICROSECOND, told.get("stats") / MICROSECOND);
                out.flush();
            }
        }
        return 0;
    }
}
