/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A figure of some rounds, with the interval in which it lies in 95 of 100 cases: a bootstrap, which computes it again for a
 * thousand draws of as many rounds, with replacement. Who is compared is drawn by the same round, because a busy machine slows
 * neighbours in time alike.
 *
 * @param value of all rounds
 * @param low   the lower end
 * @param high  the upper end
 */
public record Interval(double value, double low, double high) {
    private static final int DRAWS = 1000;

    /** @param figure of the rounds with these numbers, from 0, of which one may come several times */
    public static Interval of(int rounds, ToDoubleFunction<int[]> figure) {
        return of(figure.applyAsDouble(IntStream.range(0, rounds).toArray()), draws(rounds).mapToDouble(figure));
    }

    /** @param drawn the figure of each of the {@link #draws} */
    static Interval of(double value, DoubleStream drawn) {
        double[] sorted = drawn.sorted().toArray();
        return new Interval(value, sorted[DRAWS / 40], sorted[DRAWS - 1 - DRAWS / 40]);
    }

    /** The numbers of the rounds of each draw: always the same for as many rounds. */
    static Stream<int[]> draws(int rounds) {
        SplittableRandom random = new SplittableRandom(42);
        return Stream.generate(() -> random.ints(rounds, 0, rounds).toArray()).limit(DRAWS);
    }

    /** Interpolates linearly between the two nearest of sorted samples. */
    public static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** The value, and the ends in brackets, each by the same format. */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", value, low, high);
    }

    @Override
    public String toString() {
        return text("%.2f");
    }
}
