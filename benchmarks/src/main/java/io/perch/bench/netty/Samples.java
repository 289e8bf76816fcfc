/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.Interval;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one JVM measured of one figure.
 *
 * @param values one or more
 * @param gauges what {@link Gauge} said beside each; none for what is no time
 */
record Samples(double[] values, double[] gauges) {
    /** Where disturbances only ever add: the lower quartile. */
    private static final double QUANTILE = 0.25;

    /** A single one, which is no time of a core. */
    static Samples of(double value) {
        return new Samples(new double[] {value}, new double[0]);
    }

    /** Those of several threads of one JVM, or of several JVMs. */
    static Samples all(Stream<Samples> samples) {
        Samples[] each = samples.toArray(Samples[]::new);
        return new Samples(Arrays.stream(each).flatMapToDouble(one -> Arrays.stream(one.values)).toArray(),
                Arrays.stream(each).flatMapToDouble(one -> Arrays.stream(one.gauges)).toArray());
    }

    /** Those whose gauges are good enough; all, if they have none. */
    Samples where(DoublePredicate calm) {
        if (gauges.length == 0) {
            return this;
        }
        int[] kept = IntStream.range(0, values.length).filter(i -> calm.test(gauges[i])).toArray();
        return new Samples(Arrays.stream(kept).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> gauges[i]).toArray());
    }

    Samples map(DoubleUnaryOperator change) {
        return new Samples(Arrays.stream(values).map(change).toArray(), gauges);
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    /** The figure; there must be a sample. */
    double figure() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Interval.quantile(sorted, QUANTILE);
    }

    /** For {@link #read}. */
    @Override
    public String toString() {
        return text(values) + "\t" + text(gauges);
    }

    private static String text(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    /** What {@link #toString} wrote. */
    static Samples read(String values, String gauges) {
        return new Samples(numbers(values), numbers(gauges));
    }

    private static double[] numbers(String text) {
        return text.isEmpty() ? new double[0] : Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    DoubleStream gaugeStream() {
        return Arrays.stream(gauges);
    }
}
