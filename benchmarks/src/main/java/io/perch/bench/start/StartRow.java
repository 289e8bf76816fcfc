/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.start;

import io.perch.bench.Interval;
import io.perch.bench.netty.Peer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The first buffers of one allocator.
 *
 * @param label  how the JVMs were started
 * @param millis until each was there, in the order of the JVMs
 */
record StartRow(Peer peer, String label, double[] millis) {
    static final String HEADING = String.format("%-22s %10s %10s %26s", "", "median, ms", "least, ms", "later than adaptive, ms");

    double median() {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return Interval.quantile(sorted, 0.5);
    }

    /** Milliseconds by which this row's median is later; JVMs that ran side by side are drawn together. */
    Interval laterThan(StartRow other) {
        return Interval.of(millis.length, drawn -> median(drawn) - other.median(drawn));
    }

    private double median(int[] drawn) {
        return new StartRow(peer, label, Arrays.stream(drawn).mapToDouble(jvm -> millis[jvm]).toArray()).median();
    }

    String line(StartRow adaptive) {
        return String.format(Locale.ROOT, "%-22s %10.0f %10.0f %26s", name(), median(), Arrays.stream(millis).min().orElseThrow(),
                laterThan(adaptive).text("%.0f"));
    }

    private String name() {
        return peer.name().toLowerCase(Locale.ROOT) + label;
    }

    /** Names are ours and need no escaping. */
    String json() {
        return String.format(Locale.ROOT, "    {\"name\": \"%s\", \"medianMs\": %.1f, \"ms\": %s}", name(), median(),
                Arrays.toString(millis));
    }
}
