/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One short run in a JVM of its own, as the command starts them. */
class FootprintIT {
    @ParameterizedTest
    @ValueSource(strings = {"perch", "adaptive"})
    void aForkTellsFiguresMemoryAndSamples(String name) throws Exception {
        MeasuredJvm fork = MeasuredJvm.start(Scenario.PHASES, Candidate.named(name), Scale.TINY, 1);
        fork.awaitReleased();
        FootprintRow row = fork.row();

        assertThat(row.figures()).containsKeys("worstRatio", "heldAfter1sMiB", "heldAfter15sMiB", "opsPerSecond",
                "endRatio 64-512");
        assertThat(row.figures().get("meanRatio")).isGreaterThan(0.5);
        assertThat(row.figures().get("heldAfter30sMiB")).isNaN();
        assertThat(row.memory()).containsKey("committed");
        assertThat(List.of(row.samples())).hasSizeGreaterThan(10).allSatisfy(sample -> assertThat(sample).hasSize(3));
    }
}
