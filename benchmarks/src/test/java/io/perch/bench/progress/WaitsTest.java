/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How waits are counted. */
class WaitsTest {
    @Test
    void percentilesAreRightToTheWidthOfABucket() {
        Waits waits = new Waits();
        for (int i = 1; i <= 1000; i++) {
            waits.add(i * 100L);
        }
        assertThat(waits.count()).isEqualTo(1000);
        assertThat(waits.percentile(0.5)).isCloseTo(50_000, within(50_000 / 8.0));
        assertThat(waits.percentile(0.999)).isCloseTo(99_900, within(99_900 / 8.0));
        assertThat(waits.percentile(1)).isLessThanOrEqualTo(100_000);
        assertThat(waits.most()).isEqualTo(100_000);
        assertThat((double) waits.countAbove(50_000)).isCloseTo(500, within(500 / 8.0));
        assertThat(waits.countAbove(100_000)).isZero();
    }

    @Test
    void thoseOfSeveralThreadsAddUp() {
        Waits sum = new Waits();
        assertThat(sum.percentile(0.5)).isZero();
        for (long nanos : new long[] {0, 5, Long.MAX_VALUE / 16}) {
            Waits one = new Waits();
            one.add(nanos);
            sum.add(one);
        }
        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.countAbove(1_000_000)).isEqualTo(1);
        assertThat(sum.most()).isEqualTo(Long.MAX_VALUE / 16);
    }
}
