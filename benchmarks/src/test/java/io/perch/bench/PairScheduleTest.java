/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a run ends. */
class PairScheduleTest {
    private final PairSchedule schedule = new PairSchedule(3, 40, 1, 1, 1);

    @Test
    void firstRoundIsAlwaysRun() {
        assertThat(schedule.another(0, 100)).isTrue();
    }

    @Test
    void roundIsBegunIfItEndsInTimeWhenItTakesAsLongAsThoseBefore() {
        assertThat(schedule.another(1, 20)).isTrue();
        assertThat(schedule.another(1, 21)).isFalse();
        assertThat(schedule.another(2, 26)).isTrue();
        assertThat(schedule.another(2, 27)).isFalse();
    }

    @Test
    void noMoreRoundsThanWanted() {
        assertThat(schedule.another(3, 3)).isFalse();
    }
}
