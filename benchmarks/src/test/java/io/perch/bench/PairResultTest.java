/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** How iterations are summed up. */
class PairResultTest {
    private static final PairRow ROW = new PairRow("perch", 256, "", Map.of(), false);

    @Test
    void oneDisturbedRoundOfTwoDoesNotMoveTheResult() {
        PairResult result = PairResult.of(ROW, new double[] {900, 700, 5, 5, 5, 800}, new double[] {0, 0, 0, 7, 0, 0}, Map.of());

        assertThat(result.nsPerOp()).isEqualTo(5);
        assertThat(result.garbagePerOp()).isZero();
    }

    @Test
    void errorIsHalfOfTheDistanceBetweenTheQuartiles() {
        PairResult result = PairResult.of(ROW, new double[] {4, 1, 3, 2, 5}, new double[] {24}, Map.of());

        assertThat(result.nsPerOp()).isEqualTo(2);
        assertThat(result.errorNs()).isEqualTo(1);
        assertThat(result.garbagePerOp()).isEqualTo(24);
    }
}
