/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import io.perch.bench.Interval;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One allocator under one load.
 *
 * @param nanos   of an operation, all threads taken together; the median of the rounds
 * @param perchTo how many times as long Perch takes
 */
record AddressRow(AddressLoad load, String name, double nanos, Interval perchTo) {
    static final String HEADING = String.format("%n%-45s %-9s %8s  %s", "", "", "ns", "Perch takes as many times as long");

    static AddressRow of(AddressLoad load, String name, double[] own, double[] perch) {
        return new AddressRow(load, name, median(own, all(own.length)),
                Interval.of(own.length, drawn -> median(perch, drawn) / median(own, drawn)));
    }

    private static int[] all(int rounds) {
        return IntStream.range(0, rounds).toArray();
    }

    private static double median(double[] figures, int[] drawn) {
        return Interval.quantile(IntStream.of(drawn).mapToDouble(round -> figures[round]).sorted().toArray(), 0.5);
    }

    String line() {
        return String.format(Locale.ROOT, "%-45s %-9s %8.1f  %s", load.label, name, nanos,
                name.equals(Memory.PERCH) ? "" : perchTo).stripTrailing();
    }

    /** Names are ours and need no escaping. */
    String json() {
        return String.format(Locale.ROOT, "    {\"load\": \"%s\", \"allocator\": \"%s\", \"ns\": %.2f, \"perchTo\": %.3f,"
                + " \"low\": %.3f, \"high\": %.3f}", load.id(), name, nanos, perchTo.value(), perchTo.low(), perchTo.high());
    }
}
