/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Intervals by a bootstrap over rounds. */
class IntervalTest {
    @Test
    void roundsThatAgreeHaveAnIntervalWithoutWidth() {
        assertThat(Interval.of(5, rounds -> 3)).isEqualTo(new Interval(3, 3, 3));
    }

    @Test
    void theValueIsThatOfAllRoundsInTheirOrder() {
        assertThat(Interval.of(3, rounds -> rounds[0] * 100 + rounds[1] * 10 + rounds[2]).value()).isEqualTo(12);
    }

    /** The mean of n numbers lies within 1.96 standard deviations divided by the root of n. */
    @Test
    void itIsAsWideAsTheoryHasIt() {
        Interval interval = Interval.of(100, rounds -> Arrays.stream(rounds).average().orElseThrow());
        assertThat(interval.value()).isEqualTo(49.5);
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * 28.9 / 10, within(1.5));
    }

    @Test
    void quantilesLieBetweenSamples() {
        assertThat(Interval.quantile(new double[] {1, 2, 4}, 0.75)).isEqualTo(3);
        assertThat(Interval.quantile(new double[] {7}, 0.25)).isEqualTo(7);
    }
}
