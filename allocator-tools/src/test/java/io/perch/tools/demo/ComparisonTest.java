/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The demo's verdicts, on made-up rounds whose truth is known. */
class ComparisonTest {
    private static final int ROUNDS = 8;
    /** Of requests in a round, as a busy machine scatters them. */
    private static final double NOISE = 0.2;

    private static List<Summary> summaries(int rounds, double perchFaster, SplittableRandom random) {
        List<RoundResult> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : Contender.values()) {
                double factor = (contender == Contender.PERCH ? perchFaster : 1) * (1 + NOISE * (random.nextDouble() - 0.5));
                Histogram latencies = Load.histogram();
                for (int request = 0; request < 1000 * factor; request++) {
                    latencies.recordValue((long) (1_000_000 * random.nextDouble() / factor));
                }
                results.add(new RoundResult(contender, 1, latencies, 1000, 1000, Load.histogram(), new long[] {1 << 20}));
            }
        }
        return List.of(Contender.values()).stream().map(contender -> Summary.of(contender, results, results)).toList();
    }

    private static Comparison requests(List<Summary> summaries) {
        return Comparison.of("requests/s", summaries, true, Summary::requestsPerSecond);
    }

    @Test
    void aDifferenceIsSeen() {
        Comparison comparison = requests(summaries(ROUNDS, 1.5, new SplittableRandom(1)));
        assertThat(comparison.isDifferent()).isTrue();
        assertThat(comparison.ratio()).isBetween(1.3, 1.6);
        assertThat(comparison.low()).isLessThanOrEqualTo(comparison.ratio());
        assertThat(comparison.high()).isGreaterThanOrEqualTo(comparison.ratio());
        assertThat(comparison).hasToString(String.format("requests/s %.2f (%.2f to %.2f)", comparison.ratio(), comparison.low(),
                comparison.high()));
    }

    @Test
    void slowerIsSeenAsWell() {
        List<Summary> summaries = summaries(ROUNDS, 0.6, new SplittableRandom(2));
        assertThat(requests(summaries).high()).isLessThan(1);
        Comparison tail = Comparison.of("p99", summaries, false, (summary, rounds) -> summary.micros(99, rounds));
        assertThat(tail.low()).isGreaterThan(1);
    }

    /** The better of two equal peers is a little better than either, so Perch may seem to be worse, but seldom better. */
    @Test
    void chanceIsSeldomTakenForAGain() {
        SplittableRandom random = new SplittableRandom(3);
        int gains = 0;
        for (int demo = 0; demo < 40; demo++) {
            Comparison comparison = requests(summaries(ROUNDS, 1, random));
            gains += comparison.isDifferent() && comparison.ratio() > 1 ? 1 : 0;
        }
        assertThat(gains).isLessThanOrEqualTo(2);
    }

    @Test
    void fewRoundsAllowNoVerdict() {
        Comparison comparison = requests(summaries(2, 2, new SplittableRandom(4)));
        assertThat(comparison.isDifferent()).isFalse();
        assertThat(comparison.toString()).contains("too few rounds");
    }

    @Test
    void stolenTimeIsReadFromTheSystemsLine() {
        StolenTime begin = StolenTime.parse("cpu  100 0 100 800 0 0 0 10 0 0");
        StolenTime end = StolenTime.parse("cpu  150 0 120 810 0 0 0 30 0 0");
        assertThat(end.percentSince(begin)).isEqualTo(20);
    }
}
