/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The four numbers that count. */
class PairRatiosTest {
    @Test
    void dividesPerchByTheFloorAndByTheBestOfEachKind() {
        PairRatios ratios = PairRatios.of(List.of(
                at256("native-pair", 2), at256("perch", 5), at256("perch-sized", 1),
                at256("glibc", 20), at256("jemalloc", 8), at256("tcmalloc", 10),
                at256("netty-perch-plain", 9), at256("netty-pooled-plain", 60), at256("netty-adaptive-plain", 45),
                at256("netty-perch-event-loop", 12), at256("netty-pooled-event-loop", 16), at256("netty-adaptive-event-loop", 48)));

        assertThat(ratios.rawToNative()).hasValue(2.5);
        assertThat(ratios.rawToBestMalloc()).hasValue(0.625);
        assertThat(ratios.nettyPlainThread()).hasValue(0.2);
        assertThat(ratios.nettyEventLoop()).hasValue(0.75);
    }

    @Test
    void unpooledIsNoPeer() {
        PairRatios ratios = PairRatios.of(List.of(at256("netty-perch-plain", 9), at256("netty-unpooled-plain", 1)));

        assertThat(ratios.nettyPlainThread()).isEmpty();
    }

    @Test
    void otherSizesDoNotCount() {
        PairRatios ratios = PairRatios.of(List.of(at256("perch", 5), result("glibc", 64, 1), at256("glibc", 10)));

        assertThat(ratios.rawToBestMalloc()).hasValue(0.5);
    }

    @Test
    void emptyWithoutMallocRows() {
        assertThat(PairRatios.of(List.of(at256("perch", 5))).rawToBestMalloc()).isEmpty();
    }

    private static PairResult at256(String name, double nanos) {
        return result(name, 256, nanos);
    }

    private static PairResult result(String name, int size, double nanos) {
        return new PairResult(new PairRow(name, size, "", Map.of(), false), nanos, 0, 0, Map.of(), new double[] {nanos});
    }
}
