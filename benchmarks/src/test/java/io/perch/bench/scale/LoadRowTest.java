/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perch.stats.LockKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of counts of several runs, and what is predicted from it. */
class LoadRowTest {
    private static final String KIND = LockKind.TRANSFER_CACHE + " ";
    private static final Map<String, Double> FIGURES = Map.of(KIND + "acquisitions", 20_000.0, KIND + "contended", 10.0,
            LockKind.SLAB + " acquisitions", 5000.0);
    private static final Map<String, Double> TIMED = Map.of(KIND + "timed", 100.0, KIND + "busiest", 50.0, KIND + "transfers", 25.0,
            KIND + "mean", 200.0, KIND + "p50", 100.0, KIND + "p99", 900.0);

    private static LoadRow row(Load load) {
        List<LoadCounts> one = List.of(new LoadCounts(1, 1_000_000, 100_000_000, FIGURES));
        List<LoadCounts> two = List.of(new LoadCounts(2, 1_000_000, 80_000_000, FIGURES),
                new LoadCounts(2, 1_000_000, 60_000_000, FIGURES), new LoadCounts(2, 1_000_000, 55_000_000, FIGURES));
        return new LoadRow(load, List.of(one.get(0), one.get(0), one.get(0)), two, new LoadCounts(2, 1000, 1, TIMED));
    }

    @Test
    void theRunOfTheMiddleCounts() {
        LoadRow row = row(Load.HAND_OVER);
        assertThat(row.counts().cpuNanos()).isCloseTo(120, within(1e-9));
        assertThat(row.counts().shared()).as("slabs are not shared").isCloseTo(20_000, within(1e-6));
        assertThat(row.step()).isCloseTo(100 / 60.0, within(1e-9));
        assertThat(row.lines()).anyMatch(line -> line.contains("hand-over: 120.0 ns of CPU, shared locks 20000 (goal 40000);"))
                .anyMatch(line -> line.matches(" +transfer cache +20000.0 +10.0 +5000.0 +100 +900 +200 +0.50 +4.0000"));
        assertThat(row.json()).contains("\"load\": \"hand-over\"", "\"goal\": 40000.0", "\"busiest\": 0.5000");
        assertThat(row(Load.LIVE_SETS).lines()).anyMatch(line -> line.contains("(goal 2000, missed)"));
    }

    @Test
    void locksAreThereByProcessNodeOrCache() {
        assertThat(new Machine(128, 2).copies(LockKind.SPAN_MAP)).isEqualTo(1);
        assertThat(new Machine(128, 2).copies(LockKind.ARENA)).isEqualTo(2);
        assertThat(new Machine(128, 2).copies(LockKind.TRANSFER_CACHE)).isEqualTo(16);
        assertThat(new Machine(8, 4).copies(LockKind.TRANSFER_CACHE)).isEqualTo(4);
    }

    @Test
    void linesAndLocksSlowDown() {
        Prediction prediction = new Prediction(row(Load.HAND_OVER), 40);
        double one = prediction.analysed(new Machine(2, 1)).throughput();
        assertThat(one).isLessThan(2 / 100.0);
        Network.Load many = prediction.analysed(new Machine(128, 1));
        assertThat(many.busiest()).isEqualTo("transfer cache");
        assertThat(many.throughput()).isLessThan(64 * one);
        assertThat(prediction.step()).isLessThan(2).isGreaterThan(0.5);
    }
}
