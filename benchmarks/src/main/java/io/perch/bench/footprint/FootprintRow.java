/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.perch.bench.JsonRows;
import io.perch.bench.MemoryUse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one scenario found on one allocator.
 *
 * @param figures by name; not a number where there is none
 * @param memory  {@link MemoryUse} at the end of the load, before the release
 * @param samples seconds, resident and live bytes each
 */
record FootprintRow(String scenario, String allocator, Map<String, Double> figures, Map<String, Long> memory, double[][] samples) {
    private static final List<Column> COLUMNS = List.of(new Column("meanRatio", "mean x", 9, 2),
            new Column("worstRatio", "worst x", 9, 2), new Column("ratioOfMeans", "of means", 10, 2),
            new Column("ratioOfPeaks", "of peaks", 10, 2),
            new Column("heldAfter1sMiB", "1 s MiB", 9, 0), new Column("heldAfter3sMiB", "3 s", 7, 0),
            new Column("heldAfter15sMiB", "15 s", 7, 0), new Column("heldAfter30sMiB", "30 s", 7, 0),
            new Column("opsPerSecond", "ops/s", 10, 0), new Column("pagesFaultedAgainPerSecond", "again/s", 9, 0),
            new Column("cpusUsed", "CPUs", 6, 2), new Column("neededAgainPercent", "thrash %", 10, 2));
    private static final String NAMES = "%-10s %-9s";
    static final String HEADING = COLUMNS.stream().map(Column::heading)
            .collect(Collectors.joining("", String.format(NAMES, "scenario", "allocator"), ""));
    private static final String END_RATIO = "endRatio ";

    /** A figure on the terminal. */
    private record Column(String figure, String title, int width, int digits) {
        private String heading() {
            return String.format("%" + width + "s", title);
        }

        private String cell(Map<String, Double> figures) {
            double value = figures.getOrDefault(figure, Double.NaN);
            return Double.isNaN(value) ? String.format("%" + width + "s", "-")
                    : String.format(Locale.ROOT, "%" + width + "." + digits + "f", value);
        }
    }

    String line() {
        return COLUMNS.stream().map(column -> column.cell(figures))
                .collect(Collectors.joining("", String.format(NAMES, scenario, allocator), ""));
    }

    /** The ratios at the ends of phases, on a line of their own; nothing if there was one phase or none. */
    Optional<String> endRatios() {
        List<String> ends = figures.entrySet().stream().filter(figure -> figure.getKey().startsWith(END_RATIO))
                .map(end -> String.format(Locale.ROOT, "%s %.2f", end.getKey().substring(END_RATIO.length()), end.getValue()))
                .toList();
        return ends.size() < 2 ? Optional.empty() : Optional.of("           at the ends of phases: " + String.join(", ", ends));
    }

    static String json(List<FootprintRow> rows) {
        return JsonRows.of(rows.stream().map(FootprintRow::json));
    }

    /** Names are ours and need no escaping. */
    private String json() {
        String numbers = figures.entrySet().stream().map(figure -> "\"" + figure.getKey() + "\": " + number(figure.getValue()))
                .collect(Collectors.joining(", "));
        return "    {\"scenario\": \"" + scenario + "\", \"allocator\": \"" + allocator + "\", " + numbers + ", \"memory\": "
                + MemoryUse.json(memory) + "}";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }
}
