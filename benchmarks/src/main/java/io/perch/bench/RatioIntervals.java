/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The ratios of a comparison, each with its interval, by their names. Iterations that were measured in turn are drawn together. */
final class RatioIntervals {
    private RatioIntervals() {
    }

    /** @param ratios computes them all from results; one that was not measured is not a number, and is left out */
    static Map<String, Interval> of(List<PairResult> results, Function<List<PairResult>, Map<String, Double>> ratios) {
        int iterations = results.stream().mapToInt(result -> result.samples().length).min().orElse(0);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        if (iterations == 0) {
            return intervals;
        }
        List<Map<String, Double>> drawn = Interval.draws(iterations)
                .map(some -> ratios.apply(results.stream().map(result -> result.drawn(some)).toList())).toList();
        ratios.apply(results).forEach((name, value) -> {
            if (!value.isNaN()) {
                intervals.put(name, Interval.of(value, drawn.stream().mapToDouble(all -> all.get(name))));
            }
        });
        return intervals;
    }

    /** As a JSON object of arrays. Names are ours and need no escaping. */
    static String json(Map<String, Interval> intervals) {
        StringBuilder json = new StringBuilder();
        intervals.forEach((name, interval) -> json.append(json.length() == 0 ? "" : ", ")
                .append(String.format(Locale.ROOT, "\"%s\": [%.4f, %.4f]", name, interval.low(), interval.high())));
        return "{" + json + "}";
    }
}
