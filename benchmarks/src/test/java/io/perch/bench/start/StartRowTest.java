/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.bench.Interval;
import io.perch.bench.netty.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the first buffers of some JVMs add up to. */
class StartRowTest {
    private final StartRow perch = new StartRow(Peer.PERCH, "", new double[] {300, 310, 900});
    private final StartRow adaptive = new StartRow(Peer.ADAPTIVE, "", new double[] {200, 210, 800});

    @Test
    void oneSlowJvmDoesNotMoveTheMedian() {
        assertThat(perch.median()).isEqualTo(310);
    }

    @Test
    void jvmsThatRanSideBySideAreComparedWithEachOther() {
        assertThat(perch.laterThan(adaptive)).isEqualTo(new Interval(100, 100, 100));
    }

    @Test
    void theFirstBufferOfANewJvmIsMeasured() throws Exception {
        assertThat(FirstBuffer.millis(Peer.POOLED, List.of())).isPositive();
    }
}
