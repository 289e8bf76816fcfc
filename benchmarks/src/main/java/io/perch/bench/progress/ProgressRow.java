/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long one crowd waited for blocks of one size, and for the rest.
 *
 * @param slice   nanoseconds of the scheduler's time slice
 * @param figures by {@code WAIT name}, and {@link #MISSED}
 */
record ProgressRow(Crowd crowd, int size, long slice, Map<String, Double> figures) {
    /** So many time slices may one block take. */
    static final int SLICES = 2;
    /** The name of the part of all blocks that were in no slab. */
    static final String MISSED = "missed";
    static final String HEADING = String.format("%-9s %8s %-8s %10s %7s %10s %10s %10s %10s %11s", "crowd", "bytes", "wait for",
            "count", "missed", "p50 us", "p99.9 us", "worst us", "in slices", "> 2 slices");
    private static final double MICROSECOND = 1e3;

    double figure(Wait wait, String name) {
        return figures.get(wait + " " + name);
    }

    /** The longest wait in time slices. */
    double worst(Wait wait) {
        return figure(wait, "most") / slice;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Wait wait : Wait.values()) {
            lines.add(String.format(Locale.ROOT, "%-9s %8d %-8s %,10.0f %7s %10.2f %10.1f %10.0f %10.2f %11.0f", crowd.id(), size,
                    wait.name().toLowerCase(Locale.ROOT), figure(wait, "count"),
                    wait == Wait.BLOCK ? String.format(Locale.ROOT, "%.0f%%", 100 * figures.get(MISSED)) : "",
                    figure(wait, "p50") / MICROSECOND, figure(wait, "p99.9") / MICROSECOND, figure(wait, "most") / MICROSECOND,
                    worst(wait), figure(wait, "above")));
        }
        return lines;
    }

    String json() {
        List<String> waits = new ArrayList<>();
        for (Wait wait : Wait.values()) {
            waits.add(String.format(Locale.ROOT, "\"%s\": {\"count\": %.0f, \"p50\": %.0f, \"p999\": %.0f, \"most\": %.0f,"
                    + " \"above\": %.0f}", wait.name().toLowerCase(Locale.ROOT), figure(wait, "count"), figure(wait, "p50"),
                    figure(wait, "p99.9"), figure(wait, "most"), figure(wait, "above")));
        }
        return String.format(Locale.ROOT, "{\"crowd\": \"%s\", \"bytes\": %d, \"missed\": %.4f, \"slice\": %d, %s}", crowd.id(),
                size, figures.get(MISSED), slice, String.join(", ", waits));
    }
}
