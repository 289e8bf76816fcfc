/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.Arrays;
import java.util.Map;

/**
 * What all rounds together say about a row.
 *
 * @param row          the row
 * @param nsPerOp      lower quartile of the iterations: disturbances on a shared machine only ever add time, often for seconds, so
 *                     that a mean or a median would be about the neighbours
 * @param errorNs      half of the distance between the quartiles of the iterations
 * @param garbagePerOp bytes of Java heap allocated by one operation, median
 * @param memory       {@link MemoryUse} at the end
 * @param samples      nanoseconds of each iteration, in their order
 */
record PairResult(PairRow row, double nsPerOp, double errorNs, double garbagePerOp, Map<String, Long> memory,
        double[] samples) {
    /** Sums up iterations, in any order. */
    static PairResult of(PairRow row, double[] nanos, double[] garbage, Map<String, Long> memory) {
        double lower = quantile(nanos, 0.25);
        return new PairResult(row, lower, (quantile(nanos, 0.75) - lower) / 2, quantile(garbage, 0.5), memory, nanos);
    }

    /** The same with these iterations alone, from 0, of which one may come several times. */
    PairResult drawn(int[] iterations) {
        return of(row, Arrays.stream(iterations).mapToDouble(i -> samples[i]).toArray(), new double[] {garbagePerOp}, memory);
    }

    private static double quantile(double[] samples, double q) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return Interval.quantile(sorted, q);
    }
}
