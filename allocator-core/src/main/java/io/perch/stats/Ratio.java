/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What counters say when one is divided by another. Wherever counters are shown, these are as well. */
public enum Ratio {
    /** How much memory it costs to have what users have. */
    RESIDENT_TO_IN_USE(Counter.RESIDENT, Counter.IN_USE, "resident by in use",
            "Resident memory by what users have: 1 is the least that is possible."),
    /** How much of the giving back was in vain. */
    THRASH(Counter.THRASHED, Counter.RELEASED_SO_FAR, "thrash",
            "The part of all released pages that was needed again within 100 ms, from 0 to 1.");

    /** All ratios; {@link #values()} without a copy per call. */
    public static final List<Ratio> ALL = List.of(values());

    private final Counter counter;
    private final Counter base;
    private final String label;
    private final String sentence;

    Ratio(Counter counter, Counter base, String label, String sentence) {
        this.counter = counter;
        this.base = base;
        this.label = label;
        this.sentence = sentence;
    }

    /** What is divided. */
    public Counter counter() {
        return counter;
    }

    /** What it is divided by. */
    public Counter base() {
        return base;
    }

    /** A few words. */
    public String label() {
        return label;
    }

    /** What it means, as a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The name with dots, such as "resident.to.in.use", as monitoring systems like it. */
    public String dotted() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The quotient; NaN if the base is 0. */
    public double of(ToLongFunction<Counter> values) {
        long divisor = values.applyAsLong(base);
        return divisor == 0 ? Double.NaN : (double) values.applyAsLong(counter) / divisor;
    }

    /** What is printed behind the number of a counter: its ratio, such as "   1.25 of in use", or "". */
    public static String textOf(Counter counter, ToLongFunction<Counter> values) {
        for (Ratio ratio : ALL) {
            if (ratio.counter == counter && values.applyAsLong(ratio.base) > 0) {
                return String.format(Locale.ROOT, "   %.4g of %s", ratio.of(values), ratio.base.label());
            }
        }
        return "";
    }
}
