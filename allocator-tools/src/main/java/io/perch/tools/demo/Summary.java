/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All measured rounds of one allocator together: latencies merged, the median of the rates, the highest peak.
 *
 * @param contender which
 * @param rounds    at full load
 * @param full      latencies at full load
 * @param paced     latencies at the pace that is the same for all
 */
record Summary(Contender contender, List<RoundResult> rounds, Histogram full, Histogram paced) {
    static Summary of(Contender contender, List<RoundResult> allFull, List<RoundResult> allPaced) {
        List<RoundResult> rounds = of(contender, allFull);
        return new Summary(contender, rounds, latencies(rounds), latencies(of(contender, allPaced)));
    }

    private static List<RoundResult> of(Contender contender, List<RoundResult> all) {
        return all.stream().filter(round -> round.contender() == contender).toList();
    }

    private static Histogram latencies(List<RoundResult> rounds) {
        Histogram sum = Load.histogram();
        rounds.forEach(round -> sum.add(round.latencies()));
        return sum;
    }

    /** Whether there are figures of both kinds of rounds. */
    boolean isComplete() {
        return full.getTotalCount() > 0 && paced.getTotalCount() > 0;
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

    /** Microseconds that this percentage of the requests did not exceed, at the same pace for all. */
    double micros(double percentile) {
        return paced.getValueAtPercentile(percentile) / 1e3;
    }

    /** The same at full load, which differs from allocator to allocator. */
    double fullMicros(double percentile) {
        return full.getValueAtPercentile(percentile) / 1e3;
    }

    RoundResult last() {
        return rounds.get(rounds.size() - 1);
    }
}
