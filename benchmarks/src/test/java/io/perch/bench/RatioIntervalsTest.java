/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Intervals of ratios. */
class RatioIntervalsTest {
    private static final double[] UNEVEN = {4, 4, 4, 8, 8, 8};

    private static PairResult result(String name, double... nanos) {
        return PairResult.of(new PairRow(name, PairRow.RATIO_SIZE, "", Map.of(), false), nanos, new double[1], Map.of());
    }

    private static Map<String, Interval> intervals(PairResult... results) {
        return RatioIntervals.of(List.of(results), some -> PairRatios.of(some).named());
    }

    @Test
    void whatSlowsBothAtTheSameTimeMakesNoInterval() {
        assertThat(intervals(result("perch", UNEVEN), result("glibc", UNEVEN)).get("rawToBestMalloc"))
                .isEqualTo(new Interval(1, 1, 1));
    }

    @Test
    void whatSlowsOneAloneDoes() {
        Interval interval = intervals(result("perch", UNEVEN), result("glibc", 8, 8, 8, 8, 8, 8)).get("rawToBestMalloc");
        assertThat(interval).isEqualTo(new Interval(0.5, 0.5, 1));
        assertThat(RatioIntervals.json(Map.of("a", interval))).isEqualTo("{\"a\": [0.5000, 1.0000]}");
    }

    @Test
    void whatWasNotMeasuredHasNone() {
        assertThat(intervals(result("perch", UNEVEN))).isEmpty();
    }
}
