/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How the demo's time is divided. */
class ScheduleTest {
    @Test
    void everyRotationHasEverybodyAndStartsWithAnother() {
        assertThat(Schedule.order(0)).containsExactlyInAnyOrder(Contender.values());
        assertThat(Schedule.order(1)).containsExactlyInAnyOrder(Contender.values());
        assertThat(Schedule.order(0).get(0)).isNotEqualTo(Schedule.order(1).get(0));
        assertThat(Schedule.order(1).get(0)).isNotEqualTo(Schedule.order(2).get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 30, 3600})
    void theRoundsFitIntoTheTime(int seconds) {
        Schedule schedule = Schedule.of(seconds);
        long each = schedule.warmUp().toMillis() + schedule.rotations() * schedule.measured().toMillis()
                + schedule.leakHunt().toMillis();
        assertThat(each * Contender.values().length).isBetween(seconds * 300L, seconds * 1000L);
    }
}
