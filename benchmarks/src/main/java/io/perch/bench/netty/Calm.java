/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.function.DoublePredicate;

/** Which samples of a run were taken while the core was at its best, as far as the run has seen it. */
final class Calm implements DoublePredicate {
    private static final double TOLERANCE = 1.05;

    private double least = Double.POSITIVE_INFINITY;

    void saw(Samples samples) {
        least = Math.min(least, samples.gaugeStream().min().orElse(least));
    }

    @Override
    public boolean test(double gauge) {
        return gauge <= least * TOLERANCE;
    }
}
