/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an arena gives back, by what it needed. */
class RecentNeedTest {
    private static final int TICKS = 10;
    private static final long PEAK = 128_000;
    private static final long RESERVE = PEAK / 128;

    private final RecentNeed need = new RecentNeed();
    private long used;

    private void use(long pages) {
        if (pages > used) {
            need.taken(pages);
        } else {
            need.freed(pages);
        }
        used = pages;
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            need.tick(used);
        }
    }

    @Test
    void loadThatComesAndGoesKeepsItsPages() {
        for (int i = 0; i < 100; i++) {
            use(PEAK);
            ticks(TICKS / 2);
            use(0);
            assertThat(need.idle(PEAK)).isZero();
            ticks(TICKS / 2 - 1);
        }
    }

    @Test
    void whatWasNeededCountsLessWithEachTick() {
        use(PEAK);
        use(0);
        long free = PEAK / 2;
        ticks(2);
        assertThat(need.idle(free)).as("0.8 x 0.8 of it are kept").isZero();
        ticks(3);
        assertThat(need.idle(free)).as("0.5 x 0.5 of it").isBetween(free / 4, free / 2);
        ticks(5);
        assertThat(need.idle(free)).as("nothing").isGreaterThan(free / 2);
    }

    @Test
    void threeQuartersOfWhatIsNotNeededGoWithEachTick() {
        use(PEAK);
        ticks(TICKS);
        use(0);
        assertThat(need.idle(PEAK)).isEqualTo((PEAK - RESERVE) / 4 * 3);
        assertThat(need.idle(RESERVE + 40)).as("less than 512 KiB go at once").isEqualTo(40);
        assertThat(need.idle(RESERVE)).isZero();
    }

    @Test
    void loadThatFallsGivesBackAsItFalls() {
        use(PEAK);
        ticks(TICKS);
        for (long level = PEAK; level > PEAK / 2; level -= PEAK / 100) {
            use(level);
            use(level - 100);
            use(level);
            ticks(1);
        }
        assertThat(need.idle(PEAK / 2)).as("what it rose by meanwhile stays")
                .isBetween((PEAK / 2 - 100 - RESERVE) / 4 * 3, (PEAK / 2 - 100) / 4 * 3 + 3);
    }

    @Test
    void riseIsRememberedForTenTicksAcrossThem() {
        use(1000);
        ticks(TICKS);
        use(900);
        ticks(3);
        use(4000);
        ticks(1);
        use(1000);
        ticks(TICKS - 4);
        long kept = 3100 * 9 / 100;
        assertThat(need.idle(kept)).isZero();
        ticks(4);
        assertThat(need.idle(kept)).isPositive();
    }

    @Test
    void commitsAreAllowedForThePeakAndALittleMore() {
        use(PEAK);
        assertThat(need.most()).isEqualTo(PEAK + PEAK / 8 + 512);
        use(0);
        ticks(100);
        assertThat(need.most()).isEqualTo(512);
    }
}
