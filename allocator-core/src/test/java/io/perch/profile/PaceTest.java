/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

/** How often samples are taken, by the bytes that are allocated. */
class PaceTest {
    private static final long INTERVAL = 512 << 10;
    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace(INTERVAL, 0);

    @Test
    void whoeverAllocatesLittleIsSampledAtTheInterval() {
        for (int i = 0; i < 1000; i++) {
            pace.sampled(pace.mean());
        }
        pace.adjust(SECOND);
        assertThat(pace.mean()).isEqualTo(INTERVAL);
    }

    @Test
    void whoeverAllocatesMuchIsSampledSoOftenAndNoMore() {
        for (int second = 1; second <= 3; second++) {
            long bytes = 8L << 30;
            while (bytes > 0) {
                bytes -= pace.mean();
                pace.sampled(pace.mean());
            }
            pace.adjust(second * SECOND);
            assertThat((double) (8L << 30) / pace.mean()).isCloseTo(Pace.MOST_A_SECOND, offset(40.0));
        }
        pace.adjust(4 * SECOND);
        assertThat(pace.mean()).as("the rush is over").isEqualTo(INTERVAL);
    }

    @Test
    void howeverMuchIsAllocatedSamplesStandForEightTimesTheIntervalAtMost() {
        pace.sampled(Long.MAX_VALUE / 2);
        assertThat(pace.adjust(SECOND)).isFalse();
        assertThat(pace.mean()).isEqualTo(INTERVAL * Pace.LONGEST);
        assertThat(pace.adjust(2 * SECOND)).isTrue();
    }

    @Test
    void aMomentSaysNothing() {
        for (int i = 0; i < 100_000; i++) {
            pace.sampled(pace.mean());
        }
        pace.adjust(SECOND / 1000);
        assertThat(pace.mean()).isEqualTo(INTERVAL);
    }
}
