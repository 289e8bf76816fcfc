/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.bench.Interval;
import io.perch.bench.netty.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ratios of what was counted elsewhere. */
class LimitRowTest {
    private static final int ROUNDS = 4;

    /** Counts by company: each is the same in all rounds. */
    private static Map<String, Long> counts(long alone, long computing, long refused) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            counts.put(LimitFork.name(Company.NONE, round), alone);
            counts.put(LimitFork.name(Company.COMPUTING, round), computing);
            counts.put(LimitFork.name(Company.REFUSED, round), refused);
        }
        return counts;
    }

    @Test
    void speedsAreComparedByTimeAndByCpu() {
        LimitRow row = new LimitRow(Peer.PERCH, 65_536, ROUNDS, counts(1000, 400, 300), counts(100, 40, 60), 7, 1);
        assertThat(row.kept().value()).isEqualTo(0.75);
        assertThat(row.keptByCpu().value()).isEqualTo(0.5);
        assertThat(row.keptOfAlone().value()).isEqualTo(0.3);
        assertThat(row.line()).contains("65536", "perch", "0.75 (0.75 to 0.75)", "0.50 (0.50 to 0.50)", "0.30");
        assertThat(row.json()).contains("\"kept\": 0.7500", "\"ownPerSecond\": 1}");
    }

    @Test
    void theIntervalHoldsTheRatioAndIsAsWideAsTheRoundsDiffer() {
        Map<String, Long> pairs = counts(1000, 400, 300);
        pairs.put(LimitFork.name(Company.REFUSED, 0), 700L);
        Interval kept = new LimitRow(Peer.PERCH, 1, ROUNDS, pairs, counts(1, 1, 1), 0, 0).kept();
        assertThat(kept.value()).isEqualTo(1);
        assertThat(kept.low()).isEqualTo(0.75);
        assertThat(kept.high()).isGreaterThan(1.2).isLessThan(1.75);
    }
}
