/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures as text. */
final class Table {
    private Table() {
    }

    /** The headings of {@link #row}, in its order. */
    static List<String> headings() {
        return List.of("allocator", "requests/s", "p50 us", "p99 us", "p99.9 us", "clock p99 us", "buffers/s",
                "peak off-heap MiB", "garbage B/request");
    }

    /** One allocator's figures, formatted. */
    static List<String> row(Summary summary) {
        return List.of(summary.contender().label(), whole(summary.requestsPerSecond()), whole(summary.micros(50)),
                whole(summary.micros(99)), whole(summary.micros(99.9)), whole(summary.lateMicros(99)),
                whole(summary.buffersPerSecond()),
                String.format(Locale.ROOT, "%.1f", summary.peakOffHeap() / (double) (1 << 20)), whole(summary.garbagePerRequest()));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Headings, rows, and Perch against the better of the others. */
    static String text(List<Summary> summaries) {
        StringBuilder out = new StringBuilder(line(headings()));
        summaries.forEach(summary -> out.append(line(row(summary))));
        return out.append(System.lineSeparator()).append(comparison(summaries)).append(System.lineSeparator()).toString();
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder(String.format("%-10s", cells.get(0)));
        for (int i = 1; i < cells.size(); i++) {
            line.append(String.format("%" + (headings().get(i).length() + 2) + "s", cells.get(i)));
        }
        return line.append(System.lineSeparator()).toString();
    }

    /** Perch's figures divided by the better peer's, and how far apart the rounds of one allocator are. */
    static String comparison(List<Summary> summaries) {
        return "perch to the better of the others (95 % interval): "
                + Comparison.all(summaries).stream().map(Comparison::toString).collect(Collectors.joining(", "))
                + ". Requests/s of the rounds: " + summaries.stream().map(Table::spread).collect(Collectors.joining(", ")) + ".";
    }

    private static String spread(Summary summary) {
        double low = summary.rounds().stream().mapToDouble(RoundResult::requestsPerSecond).min().orElse(0);
        double high = summary.rounds().stream().mapToDouble(RoundResult::requestsPerSecond).max().orElse(0);
        return summary.contender().label() + " " + whole(low) + " to " + whole(high);
    }
}
