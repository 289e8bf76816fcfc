/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import io.perch.tools.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The page that {@code perch stat --html} writes: what the counters were over some time. */
final class StatReport {
    private StatReport() {
    }

    /**
     * The page.
     *
     * @param samples at least one, oldest first
     */
    static String html(long process, List<Sample> samples) {
        HtmlPage page = new HtmlPage("Perch: memory of process " + process);
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        page.paragraph(String.format(Locale.ROOT, "%d samples in %.0f seconds. The areas add up to what is committed, of at most"
                + " %s.", samples.size(), (last.millis() - first.millis()) / 1000.0, Bytes.text(last.get(Counter.HARD_LIMIT))));
        if (samples.size() > 1) {
            page.plots(() -> StatCharts.of(samples));
        } else {
            page.complaint("One sample is no curve: the process ended, or updates its counters less often.");
        }
        page.table(List.of("", "at the end", "least", "most", ""), rows(samples));
        return page.toString();
    }

    private static List<List<String>> rows(List<Sample> samples) {
        List<List<String>> rows = new ArrayList<>();
        for (Counter counter : Counter.ALL) {
            if (samples.stream().anyMatch(sample -> sample.get(counter) != 0)) {
                Function<Long, String> text = value -> counter.unit().isBytes() ? Bytes.text(value)
                        : String.format(Locale.ROOT, "%,d", value);
                ToLongFunction<Sample> value = sample -> sample.get(counter);
                rows.add(List.of(counter.label(), text.apply(value.applyAsLong(samples.get(samples.size() - 1))),
                        text.apply(samples.stream().mapToLong(value).min().orElseThrow()),
                        text.apply(samples.stream().mapToLong(value).max().orElseThrow()), counter.sentence()));
            }
        }
        for (Ratio ratio : Ratio.ALL) {
            double[] values = samples.stream().mapToDouble(sample -> sample.get(ratio)).filter(Double::isFinite).sorted().toArray();
            if (values.length > 0) {
                rows.add(List.of(ratio.label(), text(samples.get(samples.size() - 1).get(ratio)), text(values[0]),
                        text(values[values.length - 1]), ratio.sentence()));
            }
        }
        return rows;
    }

    private static String text(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f", ratio) : "-";
    }
}
