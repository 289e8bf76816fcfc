/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text that {@code bench pair} prints at its end. */
final class PairReport {
    private final List<PairResult> results;
    private final Map<String, Interval> ratios;

    PairReport(List<PairResult> results, Map<String, Interval> ratios) {
        this.results = results;
        this.ratios = ratios;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%8s  %-28s %10s %9s %10s %13s", "bytes", "pair", "ns", "+-", "perch/it", "garbage B/op"));
        for (PairResult result : results) {
            lines.add(String.format(Locale.ROOT, "%8d  %-28s %10.2f %9.2f %10s %13.2f", result.row().size(), result.row().name(),
                    result.nsPerOp(), result.errorNs(), perchTo(result), result.garbagePerOp()));
        }
        lines.add("");
        lines.add("Ratios at " + PairRow.RATIO_SIZE + " bytes, Perch to the other, in brackets where they lie in 95 of 100 cases:");
        lines.add(line("allocate+free to the native pair looped in C", "rawToNative"));
        lines.add(line("allocate+free to the best malloc+free", "rawToBestMalloc"));
        lines.add(line("Netty buffer to the better of pooled and adaptive, plain thread", "nettyPlainThread"));
        lines.add(line("Netty buffer to the better of pooled and adaptive, event loop", "nettyEventLoop"));
        return lines;
    }

    private String perchTo(PairResult result) {
        String perch = result.row().perchCounterpart();
        return results.stream()
                .filter(other -> other.row().size() == result.row().size() && other.row().name().equals(perch))
                .findFirst()
                .map(other -> String.format(Locale.ROOT, "%.2f", other.nsPerOp() / result.nsPerOp()))
                .orElse("");
    }

    private String line(String what, String ratio) {
        return String.format("  %-66s %s", what, ratios.containsKey(ratio) ? ratios.get(ratio).toString() : "not measured");
    }
}
