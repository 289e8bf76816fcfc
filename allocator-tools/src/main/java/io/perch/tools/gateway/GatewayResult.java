/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run of the gateway found.
 *
 * @param orders      orders sent, warm-up included
 * @param calm        latencies in nanoseconds of samples in which no thread had lost its CPU, as far as is known
 * @param disturbed   those of the others
 * @param marks       why samples could not be marked, or ""
 * @param misses      of the allocator's caches after warm-up
 * @param collections of garbage after warm-up
 * @param garbage     bytes that the three threads allocated on the heap after warm-up
 * @param errors      what went wrong
 */
record GatewayResult(long orders, Histogram calm, Histogram disturbed, String marks, long misses, long collections, long garbage,
        List<String> errors) {
    private static final double MICRO = 1e3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    String text() {
        StringBuilder text = new StringBuilder(String.format("%-28s %12s", "latency, us", "samples"));
        for (double percentile : PERCENTILES) {
            text.append(String.format(Locale.ROOT, " %9s", percentile == 100 ? "max" : "p" + number(percentile)));
        }
        text.append(System.lineSeparator());
        line(text, marks.isEmpty() ? "no thread had lost its CPU" : "all", calm);
        if (marks.isEmpty()) {
            line(text, "a thread had lost its CPU", disturbed);
        } else {
            text.append("Samples are not marked: ").append(marks).append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "After warm-up: %d collections, %d bytes of garbage by the three threads, %d cache "
                + "misses.%n", collections, garbage, misses));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, Histogram latencies) {
        text.append(String.format(Locale.ROOT, "%-28s %,12d", what, latencies.getTotalCount()));
        for (double percentile : PERCENTILES) {
            text.append(String.format(Locale.ROOT, " %9.1f", latencies.getValueAtPercentile(percentile) / MICRO));
        }
        text.append(System.lineSeparator());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orders", orders);
        json.put("calmUs", percentiles(calm));
        json.put("disturbedUs", percentiles(disturbed));
        json.put("marks", marks);
        json.put("misses", misses);
        json.put("collections", collections);
        json.put("garbageBytes", garbage);
        json.put("errors", errors);
        return json;
    }

    private static Map<String, Object> percentiles(Histogram latencies) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", latencies.getTotalCount());
        for (double percentile : PERCENTILES) {
            json.put("p" + number(percentile), latencies.getValueAtPercentile(percentile) / MICRO);
        }
        return json;
    }

    private static String number(double percentile) {
        return percentile == (long) percentile ? Long.toString((long) percentile) : Double.toString(percentile);
    }
}
