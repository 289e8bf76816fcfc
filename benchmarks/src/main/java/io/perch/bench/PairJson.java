/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON file of a comparison. Names are ours and need no escaping. */
final class PairJson {
    private PairJson() {
    }

    /**
     * @param ratios    by name; a ratio that is not a number becomes null
     * @param intervals of ratios, by the same names
     */
    static String write(List<PairResult> results, Map<String, Double> ratios, Map<String, Interval> intervals) {
        return write(results, ratios, intervals, List.of());
    }

    /** @param tails of single operations, if they were measured */
    static String write(List<PairResult> results, Map<String, Double> ratios, Map<String, Interval> intervals,
            List<PoolTail.Result> tails) {
        return """
                {
                  "results": [
                %s
                  ],%s
                  "ratios": {%s},
                  "intervals": %s
                }
                """.formatted(
                results.stream().map(PairJson::line).collect(Collectors.joining(",\n")),
                tails.isEmpty() ? "" : tails.stream().map(PairJson::line)
                        .collect(Collectors.joining(",\n", "\n  \"tails\": [\n", "\n  ],")),
                ratios.entrySet().stream().map(ratio -> "\"" + ratio.getKey() + "\": " + number(ratio.getValue()))
                        .collect(Collectors.joining(", ")),
                RatioIntervals.json(intervals));
    }

    private static String line(PairResult result) {
        return String.format(Locale.ROOT,
                "    {\"name\": \"%s\", \"size\": %d, \"nsPerOp\": %.3f, \"errorNs\": %.3f, \"garbageBytesPerOp\": %.3f,"
                        + " \"memory\": %s}",
                result.row().name(), result.row().size(), result.nsPerOp(), result.errorNs(), result.garbagePerOp(),
                MemoryUse.json(result.memory()));
    }

    private static String line(PoolTail.Result tail) {
        return String.format(Locale.ROOT,
                "    {\"pool\": \"%s\", \"medianNs\": %d, \"p9999Ns\": %d, \"p9999InAllNs\": %d, \"calmPercent\": %d}",
                tail.pool(), tail.median(), tail.tail(), tail.whole(), tail.calm());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4f", value);
    }
}
