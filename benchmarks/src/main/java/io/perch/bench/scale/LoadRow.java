/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was measured under one load.
 *
 * @param one   runs on one CPU
 * @param two   runs on two, in turns with them
 * @param timed a run on two CPUs that measured hold times
 */
record LoadRow(Load load, List<LoadCounts> one, List<LoadCounts> two, LoadCounts timed) {
    private static final String LINE = "  %-16s %12.1f %12.1f %12.1f %8.0f %8.0f %8.0f %8.2f %12.4f";
    private static final double MILLION = 1e6;

    /** The run of the middle: the others were disturbed more, or less than usual. */
    private static LoadCounts middle(List<LoadCounts> runs) {
        List<LoadCounts> sorted = runs.stream().sorted(Comparator.comparingDouble(LoadCounts::throughput)).toList();
        return sorted.get(sorted.size() / 2);
    }

    LoadCounts onOne() {
        return middle(one);
    }

    LoadCounts counts() {
        return middle(two);
    }

    /** Two CPUs' throughput by one's, in each round. */
    private double[] steps() {
        return IntStream.range(0, one.size()).mapToDouble(round -> two.get(round).throughput() / one.get(round).throughput())
                .sorted().toArray();
    }

    double step() {
        double[] steps = steps();
        return steps[steps.length / 2];
    }

    /** The kinds that were taken. */
    List<LockKind> kinds() {
        return Arrays.stream(LockKind.values()).filter(kind -> counts().figure(kind, "acquisitions") > 0).toList();
    }

    double visits(LockKind kind) {
        return counts().figure(kind, "acquisitions") / counts().operations();
    }

    /** Part of {@link #visits} that the busiest lock of the kind has. */
    double busiest(LockKind kind) {
        double all = timed.figure(kind, "timed");
        return all == 0 ? 1 : timed.figure(kind, "busiest") / all;
    }

    /** Part of {@link #visits} that come after another thread. */
    double transferred(LockKind kind) {
        double all = timed.figure(kind, "timed");
        return all == 0 ? 1 : timed.figure(kind, "transfers") / all;
    }

    double hold(LockKind kind) {
        return timed.figure(kind, "mean");
    }

    List<String> lines() {
        double[] steps = steps();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%s: %.1f ns of CPU, shared locks %.0f%s; 2 CPUs do %.2f times as much as 1 (%.2f to "
                + "%.2f)", load.id(), counts().cpuNanos(), counts().shared(), goal(), step(), steps[0], steps[steps.length - 1]));
        lines.add(String.format("  %-16s %12s %12s %12s %8s %8s %8s %8s %12s", "lock", "acquisitions", "contended", "transfers",
                "p50 ns", "p99 ns", "mean ns", "busiest", "ns/operation"));
        for (LockKind kind : kinds()) {
            lines.add(String.format(Locale.ROOT, LINE, kind.label(), counts().perMillion(kind, "acquisitions"),
                    counts().perMillion(kind, "contended"), visits(kind) * transferred(kind) * MILLION,
                    timed.figure(kind, "p50"), timed.figure(kind, "p99"), hold(kind), busiest(kind), visits(kind) * hold(kind)));
        }
        return lines;
    }

    private String goal() {
        return Double.isNaN(load.goal()) ? "" : String.format(Locale.ROOT, " (goal %.0f%s)", load.goal(),
                counts().shared() <= Math.max(load.goal(), 1) ? "" : ", missed");
    }

    String json() {
        double[] steps = steps();
        return String.format(Locale.ROOT, "{\"load\": \"%s\", \"operations\": %d, \"cpuNanos\": %.3f, \"sharedPerMillion\": %.3f,"
                + " \"goal\": %s, \"step\": %.4f, \"low\": %.4f, \"high\": %.4f, \"locks\": {%s}}", load.id(),
                counts().operations(), counts().cpuNanos(), counts().shared(), Double.isNaN(load.goal()) ? "null" : load.goal(),
                step(), steps[0], steps[steps.length - 1], kinds().stream().map(this::json).collect(Collectors.joining(", ")));
    }

    private String json(LockKind kind) {
        return String.format(Locale.ROOT, "\"%s\": {\"acquisitions\": %.3f, \"contended\": %.3f, \"transfers\": %.3f, "
                + "\"p50\": %.1f, \"p99\": %.1f, \"mean\": %.1f, \"busiest\": %.4f, \"demand\": %.5f}", kind.label(),
                counts().perMillion(kind, "acquisitions"), counts().perMillion(kind, "contended"),
                visits(kind) * transferred(kind) * MILLION, timed.figure(kind, "p50"), timed.figure(kind, "p99"), hold(kind),
                busiest(kind), visits(kind) * hold(kind));
    }
}
