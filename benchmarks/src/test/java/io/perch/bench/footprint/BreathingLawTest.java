/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What the simulated load that breathes costs. */
class BreathingLawTest {
    private static final double PER_SECOND = 30_000;

    private static BreathingLaw.Ratios run(int blocksPerSpan, int cachedBytes) {
        return new BreathingLaw(size -> blocksPerSpan, cachedBytes).run(PER_SECOND);
    }

    @Test
    void blocksOfTheirOwnCostTheRoundingAlone() {
        BreathingLaw.Ratios ratios = run(1, 0);
        assertThat(ratios.ofMeans()).isEqualTo(1.1, within(0.03));
        assertThat(ratios.ofPeaks()).isEqualTo(1.1, within(0.03));
    }

    @Test
    void moreBlocksASpanAndCachesCostMore() {
        assertThat(run(8, 0).ofMeans()).isGreaterThan(run(2, 0).ofMeans());
        assertThat(run(8, 64 << 10).ofMeans()).isGreaterThan(run(8, 0).ofMeans());
        assertThat(run(8, 64 << 10).ofPeaks()).isGreaterThan(run(8, 0).ofPeaks());
    }
}
