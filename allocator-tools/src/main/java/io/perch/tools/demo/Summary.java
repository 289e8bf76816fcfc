/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All measured rounds of one allocator together: latencies merged, the median of the rates, the highest peak.
 *
 * @param contender which
 * @param rounds    at full load
 * @param paced     at the pace that is the same for all, as many
 */
record Summary(Contender contender, List<RoundResult> rounds, List<RoundResult> paced) {
    static Summary of(Contender contender, List<RoundResult> allFull, List<RoundResult> allPaced) {
        return new Summary(contender, of(contender, allFull), of(contender, allPaced));
    }

    private static List<RoundResult> of(Contender contender, List<RoundResult> all) {
        return all.stream().filter(round -> round.contender() == contender).toList();
    }

    private static Histogram sum(Stream<Histogram> histograms) {
        Histogram sum = Load.histogram();
        histograms.forEach(sum::add);
        return sum;
    }

    /** Whether there are figures of both kinds of rounds. */
    boolean isComplete() {
        return answered(rounds) && answered(paced);
    }

    private static boolean answered(List<RoundResult> rounds) {
        return !rounds.isEmpty() && rounds.stream().allMatch(round -> round.requests() > 0);
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

    /** The same of the rounds with these numbers, from 0, only. */
    double requestsPerSecond(int[] numbers) {
        return new Summary(contender, Arrays.stream(numbers).mapToObj(rounds::get).toList(), paced).requestsPerSecond();
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
        return micros(paced.stream().map(RoundResult::latencies), percentile);
    }

    /** The same of the rounds with these numbers, from 0, only. */
    double micros(double percentile, int[] numbers) {
        return micros(Arrays.stream(numbers).mapToObj(paced::get).map(RoundResult::latencies), percentile);
    }

    /** Microseconds by which this percentage of a clock thread's wake-ups at most were late, at the same pace. */
    double lateMicros(double percentile) {
        return micros(paced.stream().map(RoundResult::late), percentile);
    }

    private static double micros(Stream<Histogram> nanos, double percentile) {
        return sum(nanos).getValueAtPercentile(percentile) / 1e3;
    }

    /** The same at full load, which differs from allocator to allocator. */
    double fullMicros(double percentile) {
        return micros(rounds.stream().map(RoundResult::latencies), percentile);
    }

    RoundResult last() {
        return rounds.get(rounds.size() - 1);
    }
}
