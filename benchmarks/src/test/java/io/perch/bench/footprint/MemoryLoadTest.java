/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads know what is live, and keep to it. */
class MemoryLoadTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void afterALoadAndItsReleaseNothingIsLive(Scenario scenario) throws InterruptedException {
        Meter meter = new Meter();
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        MemoryLoad load = scenario.load(Scale.TINY);

        load.run(allocator, meter);

        assertThat(allocator.metric().usedDirectMemory()).isEqualTo(meter.live());
        assertThat(meter.operationsPerSecond()).isPositive();
        load.release();
        assertThat(meter.live()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"PHASES", "STEADY"})
    void replacementKeepsTheLiveBytes(Scenario scenario) throws InterruptedException {
        Meter meter = new Meter();
        MemoryLoad load = scenario.load(new Scale(1 / 32.0, 1, 1 / 100.0));

        load.run(new UnpooledByteBufAllocator(false), meter);

        assertThat(meter.live()).isBetween(load.floor(), 16L * MIB);
    }

    @Test
    void breathingGoesUpAndDownBySixteenTimes() {
        BreathingLoad load = new BreathingLoad(32, 512, 20_000_000_000L);

        assertThat(load.liveAt(0)).isEqualTo(32);
        assertThat(load.liveAt(BreathingLoad.PERIOD_NANOS / 2)).isEqualTo(512);
        assertThat(load.liveAt(BreathingLoad.PERIOD_NANOS)).isEqualTo(32);
    }

    @Test
    void sizesOfAllMagnitudesAreAsFrequent() {
        LogUniform sizes = new LogUniform(64, 4096);
        SplittableRandom random = new SplittableRandom(3);
        int[] drawn = new int[100_000];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = sizes.draw(random);
        }

        assertThat(Arrays.stream(drawn).summaryStatistics()).satisfies(all -> {
            assertThat(all.getMin()).isBetween(64, 66);
            assertThat(all.getMax()).isBetween(4000, 4095);
            assertThat(all.getAverage()).isCloseTo(sizes.mean(), within(20.0));
        });
        assertThat(Arrays.stream(drawn).filter(size -> size < 512).count()).isCloseTo(50_000L, within(1_000L));
    }
}
