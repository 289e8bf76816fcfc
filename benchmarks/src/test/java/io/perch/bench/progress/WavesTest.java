/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A crowd takes blocks at once, and what it waited for becomes rows. */
class WavesTest {
    @Test
    void everybodyWaitsForEachKindInTurns() {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().slabBytes(64 << 10).build())) {
            Waves waves = new Waves(Crowd.PLATFORM, allocator, 32 << 10);
            waves.run(0.001);
            long each = waves.waits(Wait.BLOCK).count();
            assertThat(each).isPositive().isEqualTo(waves.waits(Wait.MALLOC).count()).isEqualTo(waves.waits(Wait.NOTHING).count());
            assertThat(waves.missed()).isBetween(0.0, 1.0);
            assertThat(allocator.stats().inUse()).isZero();
        }
    }

    @Test
    void rowsTellTheWorstInTimeSlices() {
        Map<String, Double> figures = new HashMap<>(Map.of(ProgressRow.MISSED, 0.97));
        for (Wait wait : Wait.values()) {
            for (String name : new String[] {"count", "p50", "p99.9", "most", "above"}) {
                figures.put(wait + " " + name, name.equals("most") ? 6e6 : 1000.0);
            }
        }
        ProgressRow row = new ProgressRow(Crowd.VIRTUAL, 256, 4_000_000, figures);
        assertThat(row.worst(Wait.BLOCK)).isEqualTo(1.5);
        assertThat(row.lines()).hasSize(3).first().asString()
                .matches("virtual +256 block +1,000 +97% +1\\.00 +1\\.0 +6000 +1\\.50 +1000");
        assertThat(row.json()).contains("\"crowd\": \"virtual\", \"bytes\": 256, \"missed\": 0.9700, \"slice\": 4000000",
                "\"nothing\": {\"count\": 1000, \"p50\": 1000, \"p999\": 1000, \"most\": 6000000, \"above\": 1000}");
    }
}
