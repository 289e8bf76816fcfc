/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The sums that the figures are made of. */
class CurveTest {
    /** Loaded from 0 to 6 s, with ratios of 5, 2 and 4 for 1, 2 and 3 s. */
    private static final Curve CURVE = new Curve(new double[] {0, 1, 3, 6, 7}, new long[] {50, 200, 40, 40, 10},
            new long[] {10, 100, 10, 0, 0}, new boolean[] {true, true, true, false, false});

    @Test
    void averagesAreOverTimeAndNotOverSamples() {
        Curve.Ratios ratios = CURVE.ratios(10);

        assertThat(ratios.mean()).isEqualTo((5 * 1 + 2 * 2 + 4 * 3) / 6.0);
        assertThat(ratios.worst()).isEqualTo(5);
        assertThat(ratios.ofMeans()).isEqualTo((50 * 1 + 200 * 2 + 40 * 3) / (10.0 * 1 + 100 * 2 + 10 * 3));
        assertThat(ratios.ofPeaks()).isEqualTo(2);
    }

    @Test
    void whatIsBelowTheFloorDoesNotCount() {
        assertThat(CURVE.ratios(11)).isEqualTo(new Curve.Ratios(2, 2, 2, 2));
    }

    @Test
    void withoutTheLiveBytesThereIsNoRatio() {
        assertThat(CURVE.ratios(101)).isEqualTo(new Curve.Ratios(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void whatIsHeldIsOfTheFirstSampleFromThenOn() {
        assertThat(CURVE.residentAt(3)).isEqualTo(40);
        assertThat(CURVE.residentAt(6.5)).isEqualTo(10);
        assertThat(CURVE.residentAt(7.1)).isNaN();
    }

    @Test
    void samplesHaveAllTheirNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() ->
                new Curve(new double[2], new long[2], new long[1], new boolean[2]));
    }
}
