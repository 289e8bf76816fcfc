/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How the demo's time is divided. */
class ScheduleTest {
    @ParameterizedTest
    @ValueSource(ints = {6, 30, 3600})
    void everyAllocatorRunsAsEarlyAsTheOthersOnAverage(int seconds) {
        int[] places = new int[Contender.values().length];
        int place = 0;
        for (int rotation = 0; rotation < Schedule.of(seconds).rotations(); rotation++) {
            for (Contender contender : Schedule.order(rotation)) {
                places[contender.ordinal()] += place++;
            }
        }
        assertThat(places).containsOnly(places[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 30, 3600})
    void theRoundsFitIntoTheTime(int seconds) {
        Schedule schedule = Schedule.of(seconds);
        long measured = schedule.measured().toMillis() + schedule.paced().toMillis();
        long warmUps = Schedule.WARM_UPS * schedule.warmUp().toMillis();
        long each = warmUps + schedule.rotations() * measured + schedule.leakHunt().toMillis();
        assertThat(each * Contender.values().length).isBetween(seconds * 300L, seconds * 1000L);
    }
}
