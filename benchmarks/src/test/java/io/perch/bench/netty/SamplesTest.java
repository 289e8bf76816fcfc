/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What JVMs measure, and how they tell it. */
class SamplesTest {
    @Test
    void whatAJvmTellsIsReadAsItWas() {
        Map<String, Samples> told = Figures.told(
                Stream.of("noise", "FIGURE\ta time, ns\t1.5 2.5\t0.9 1.0", "FIGURE\tmemory\t7.0\t")).samples();
        assertThat(told.keySet()).containsExactly("a time, ns", "memory");
        assertThat(told.get("a time, ns").values()).containsExactly(1.5, 2.5);
        assertThat(told.get("a time, ns")).hasToString("1.5 2.5\t0.9 1.0");
        assertThat(told.get("memory")).hasToString("7.0\t");
    }

    @Test
    void theFigureIsTheLowerQuartile() {
        assertThat(new Samples(new double[] {50, 10, 20, 30, 40}, new double[5]).figure()).isEqualTo(20);
    }

    @Test
    void whatIsNoTimeCountsWhateverTheCoreDid() {
        assertThat(Samples.of(3).where(gauge -> false).figure()).isEqualTo(3);
    }

    /** A loop that a compiler could leave out would measure nothing. */
    @Test
    void aStepOfTheGaugeTakesTime() {
        Gauge.nanos();
        assertThat(Gauge.nanos()).isGreaterThan(0.1);
    }
}
