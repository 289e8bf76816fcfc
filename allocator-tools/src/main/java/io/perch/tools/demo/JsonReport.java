/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures for programs. */
final class JsonReport {
    private JsonReport() {
    }

    /** {@code errors}, {@code findings}, and {@code runs} with one entry for each allocator that has figures. */
    static Map<String, Object> of(DemoResult result) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("errors", result.findings().count());
        report.put("findings", result.findings().first());
        report.put("transport", result.setting().transport().name());
        report.put("latenciesAtRequestsPerSecond", rounded(result.rate()));
        List<Summary> measured = result.summaries().stream().filter(summary -> !summary.rounds().isEmpty()).toList();
        report.put("stolenPercent", rounded(result.stolen()));
        if (result.isComplete()) {
            report.put("comparisons", Comparison.all(result.summaries()).stream().map(JsonReport::comparison).toList());
        }
        report.put("runs", measured.stream().map(JsonReport::run).toList());
        return report;
    }

    private static Map<String, Object> comparison(Comparison comparison) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("figure", comparison.figure());
        entry.put("ratio", comparison.ratio());
        entry.put("low", comparison.low());
        entry.put("high", comparison.high());
        entry.put("different", comparison.isDifferent());
        return entry;
    }

    private static Map<String, Object> run(Summary summary) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("allocator", summary.contender().label());
        run.put("requestsPerSecond", rounded(summary.requestsPerSecond()));
        run.put("p50Us", rounded(summary.micros(50)));
        run.put("p99Us", rounded(summary.micros(99)));
        run.put("p999Us", rounded(summary.micros(99.9)));
        run.put("clockP99Us", rounded(summary.lateMicros(99)));
        run.put("fullLoadP50Us", rounded(summary.fullMicros(50)));
        run.put("fullLoadP99Us", rounded(summary.fullMicros(99)));
        run.put("fullLoadP999Us", rounded(summary.fullMicros(99.9)));
        run.put("buffersPerSecond", rounded(summary.buffersPerSecond()));
        run.put("peakOffHeapBytes", summary.peakOffHeap());
        run.put("garbageBytesPerRequest", rounded(summary.garbagePerRequest()));
        run.put("roundsRequestsPerSecond", summary.rounds().stream().map(round -> rounded(round.requestsPerSecond())).toList());
        return run;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
