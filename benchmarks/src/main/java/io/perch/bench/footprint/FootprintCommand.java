/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.perch.bench.MachineDescription;
import io.perch.bench.MallocLibrary;
import io.perch.bench.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./perch bench footprint}: whether resident memory follows the load, on Perch and on its peers. */
@Command(name = "footprint", mixinStandardHelpOptions = true, description = {
    "Resident memory next to the bytes that are live, over time, on Perch and its peers. About 20 minutes; with --quick about 4."})
public final class FootprintCommand implements Callable<Integer> {
    private static final List<String> SCENARIOS = Arrays.stream(Scenario.values()).map(Scenario::id).toList();
    private static final int HELD_SECONDS = 30;
    private static final int QUICK_HELD_SECONDS = 15;
    /** JVMs that only wait to see what is held while the next one is under load. */
    private static final int WAITING = 2;

    @Mixin
    private Output output;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the curves to FILE.")
    private Path html;

    @Option(names = "--quick",
            description = "Half of the live bytes, 0.6 of the time, no look after 30 s; and, unless named, no C allocators.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "SCENARIO", split = ",",
            description = "These scenarios: phases, breathing, crowd, steady, large.")
    private List<String> only = SCENARIOS;

    @Option(names = "--allocators", paramLabel = "NAME", split = ",",
            description = "These: perch, pooled, adaptive, and under Netty's unpooled glibc, jemalloc, mimalloc, tcmalloc.")
    private List<String> allocators;

    @Option(names = "--law",
            description = "Measures nothing: simulates what an ideal allocator with spans of one size class needs.")
    private boolean law;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.out();
        if (law) {
            SpanLaw.print(out);
            BreathingLaw.print(out);
            return 0;
        }
        List<Scenario> scenarios = scenarios();
        List<Candidate> contenders = contenders(out);
        List<String> machine = MachineDescription.describe();
        machine.forEach(out::println);
        out.println("x: resident bytes beyond the start for each live one. Then MiB held after all was released, pages faulted in");
        out.println("again, and CPUs used: rows whose CPUs differ are not to be compared.");
        out.println();
        out.println(FootprintRow.HEADING);
        out.flush();
        List<FootprintRow> rows = new ArrayList<>();
        int failed = 0;
        Queue<MeasuredJvm> waiting = new ArrayDeque<>();
        for (Scenario scenario : scenarios) {
            for (Candidate contender : contenders) {
                MeasuredJvm fork = MeasuredJvm.start(scenario, contender, quick ? Scale.QUICK : Scale.FULL,
                        quick ? QUICK_HELD_SECONDS : HELD_SECONDS);
                fork.awaitReleased();
                waiting.add(fork);
                failed += waiting.size() > WAITING ? finish(waiting.remove(), rows, out) : 0;
            }
        }
        while (!waiting.isEmpty()) {
            failed += finish(waiting.remove(), rows, out);
        }
        output.writeJson(() -> FootprintRow.json(rows));
        if (html != null) {
            Files.writeString(html, FootprintPage.html(machine, rows));
        }
        return failed == 0 ? 0 : 1;
    }

    /** Returns how many failed: 0 or 1. */
    private static int finish(MeasuredJvm fork, List<FootprintRow> rows, PrintWriter out) throws InterruptedException {
        try {
            FootprintRow row = fork.row();
            rows.add(row);
            out.println(row.line());
            row.endRatios().ifPresent(out::println);
            return 0;
        } catch (IOException e) {
            out.println(e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }

    private List<Scenario> scenarios() {
        if (!SCENARIOS.containsAll(only)) {
            throw new ParameterException(spec.commandLine(),
                    "--only: " + String.join(",", only) + " (expected some of " + String.join(",", SCENARIOS) + ")");
        }
        return only.stream().map(id -> Scenario.valueOf(id.toUpperCase(Locale.ROOT))).toList();
    }

    private List<Candidate> contenders(PrintWriter out) {
        if (allocators == null && quick) {
            return Candidate.PEERS;
        }
        List<Candidate> wanted = allocators == null ? Candidate.ALL : named();
        wanted.stream().filter(contender -> !contender.isInstalled())
                .forEach(contender -> out.println("Without " + contender.name() + ": not installed"));
        if (allocators == null) {
            MallocLibrary.installHint(Path.of("/")).ifPresent(out::println);
        }
        return wanted.stream().filter(Candidate::isInstalled).toList();
    }

    private List<Candidate> named() {
        try {
            return allocators.stream().map(Candidate::named).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
