/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A figure of Perch divided by that of the better of its peers, with the interval in which the ratio lies in 95 of 100 cases.
 *
 * <p>The interval is a bootstrap over rotations: the ratio is computed again for a thousand draws of as many rotations, with
 * replacement. All contenders' rounds of a rotation are drawn together, because a busy machine slows neighbours in time alike.
 *
 * @param figure what is compared
 * @param ratio  of all rotations
 * @param low    the interval's lower end
 * @param high   its upper end
 * @param rounds how many rotations there were
 */
record Comparison(String figure, double ratio, double low, double high, int rounds) {
    /** With fewer rotations an interval says little. */
    static final int LEAST_ROUNDS = 6;

    private static final int DRAWS = 1000;

    /** A figure of the rounds with these numbers, from 0; a number may come several times. */
    interface Figure {
        double of(Summary summary, int[] rounds);
    }

    static Comparison of(String name, List<Summary> summaries, boolean moreIsBetter, Figure figure) {
        int rounds = summaries.get(0).rounds().size();
        SplittableRandom random = new SplittableRandom(42);
        double[] ratios = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> ratio(summaries, moreIsBetter, figure, random.ints(rounds, 0, rounds).toArray()))
                .sorted().toArray();
        return new Comparison(name, ratio(summaries, moreIsBetter, figure, IntStream.range(0, rounds).toArray()),
                ratios[DRAWS / 40], ratios[DRAWS - 1 - DRAWS / 40], rounds);
    }

    private static double ratio(List<Summary> summaries, boolean moreIsBetter, Figure figure, int[] rounds) {
        double perch = 0;
        double best = 0;
        for (Summary summary : summaries) {
            double value = figure.of(summary, rounds);
            if (summary.contender() == Contender.PERCH) {
                perch = value;
            } else if (best == 0 || moreIsBetter == value > best) {
                best = value;
            }
        }
        return perch / best;
    }

    /** Whether the rounds tell the two apart. */
    boolean isDifferent() {
        return rounds >= LEAST_ROUNDS && (low > 1 || high < 1);
    }

    /** The verdict in words. */
    @Override
    public String toString() {
        String interval = String.format(Locale.ROOT, "%.2f to %.2f", low, high);
        if (rounds < LEAST_ROUNDS) {
            return String.format(Locale.ROOT, "%s %.2f, of too few rounds for a verdict", figure, ratio);
        }
        return isDifferent() ? String.format(Locale.ROOT, "%s %.2f (%s)", figure, ratio, interval)
                : figure + " no difference seen (" + interval + ")";
    }

    /** What the reports compare. */
    static List<Comparison> all(List<Summary> summaries) {
        return List.of(
                of("requests/s", summaries, true, Summary::requestsPerSecond),
                of("p99", summaries, false, (summary, rounds) -> summary.micros(99, rounds)),
                of("p99.9", summaries, false, (summary, rounds) -> summary.micros(99.9, rounds)),
                of("peak off-heap", summaries, false, (summary, rounds) -> Arrays.stream(rounds)
                        .mapToLong(round -> summary.rounds().get(round).peakOffHeap()).max().orElse(0)));
    }
}
