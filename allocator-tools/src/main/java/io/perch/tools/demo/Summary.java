/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** All measured rounds of one allocator, put together: latencies merged, the median of the rates, the highest peak. */
record Summary(Contender contender, List<RoundResult> rounds, Histogram latencies) {
    static Summary of(Contender contender, List<RoundResult> all) {
        List<RoundResult> rounds = all.stream().filter(round -> round.contender() == contender).toList();
        Histogram latencies = Load.histogram();
        rounds.forEach(round -> latencies.add(round.latencies()));
        return new Summary(contender, rounds, latencies);
    }

    private double sum(ToDoubleFunction<RoundResult> field) {
        return rounds.stream().mapToDouble(field).sum();
    }

    /** The middle one of an odd number of rounds, the mean of the two middle ones of an even number. */
    private double median(ToDoubleFunction<RoundResult> rate) {
        double[] rates = rounds.stream().mapToDouble(rate).sorted().toArray();
        return (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
    }

    double requestsPerSecond() {
        return median(RoundResult::requestsPerSecond);
    }

    double buffersPerSecond() {
        return median(RoundResult::buffersPerSecond);
    }

    double garbagePerRequest() {
        return sum(RoundResult::garbage) / Math.max(1, sum(RoundResult::requests));
    }

    long peakOffHeap() {
        return rounds.stream().mapToLong(RoundResult::peakOffHeap).max().orElse(0);
    }

    /** Microseconds that this percentage of the requests did not exceed. */
    double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    RoundResult last() {
        return rounds.get(rounds.size() - 1);
    }
}
