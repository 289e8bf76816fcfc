/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ratios of modes from measured times. */
class ModeRatiosTest {
    private static PairResult result(PerchMode mode, double nanos) {
        return new PairResult(mode.row(), nanos, 0, 0, Map.of(), new double[] {nanos});
    }

    @Test
    void eachModeIsComparedWithTheOneBelow() {
        ModeRatios ratios = ModeRatios.of(List.of(result(PerchMode.CPU, 8), result(PerchMode.VCPU, 10), result(PerchMode.NOTIFY, 9),
                result(PerchMode.NOTIFY_OWN, 7), result(PerchMode.HARDENED, 13)));
        assertThat(ratios.vcpuToCpu()).hasValue(1.25);
        assertThat(ratios.notifyToVcpu()).hasValue(0.9);
        assertThat(ratios.notifyOwnToVcpu()).hasValue(0.7);
        assertThat(ratios.hardenedToVcpu()).hasValue(1.3);
    }

    @Test
    void aModeThatDoesNotWorkHereHasNoRatio() {
        ModeRatios ratios = ModeRatios.of(List.of(result(PerchMode.CPU, 8), result(PerchMode.NOTIFY, 9)));
        assertThat(ratios.vcpuToCpu()).isEmpty();
        assertThat(ratios.notifyToVcpu()).isEmpty();
        assertThat(ratios.notifyOwnToVcpu()).isEmpty();
    }

    @Test
    void theJvmOfARowHasItsModeAndRefusesAnother() {
        assertThat(PerchMode.NOTIFY_OWN.row().options())
                .contains("-Dperch.mode=notify", "-Dperch.bench.mode=notify", "-Dperch.rseq.own=takeover");
        assertThat(PerchMode.VCPU.row().name()).isEqualTo("vcpu");
    }
}
