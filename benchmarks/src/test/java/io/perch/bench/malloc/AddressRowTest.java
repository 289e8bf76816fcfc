/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.bench.Interval;
import org.junit.jupiter.api.Test;

/** What the rounds of two allocators add up to. */
class AddressRowTest {
    private final AddressRow row =
            AddressRow.of(AddressLoad.PAIR, "glibc", new double[] {10, 10, 10, 80}, new double[] {20, 20, 20, 20});

    @Test
    void oneSlowRoundDoesNotMoveTheMedian() {
        assertThat(row.nanos()).isEqualTo(10);
    }

    @Test
    void perchIsDividedByTheOther() {
        assertThat(row.perchTo()).extracting(Interval::value, Interval::high).containsExactly(2.0, 2.0);
        assertThat(row.perchTo().low()).as("with draws of the slow round only").isBetween(0.25, 2.0);
        assertThat(row.line()).contains("10.0", "2.00 (");
    }

    @Test
    void perchIsNotDividedByItself() {
        double[] own = {20, 21};
        assertThat(AddressRow.of(AddressLoad.LIVE, "perch", own, own).line()).endsWith("20.5");
    }
}
