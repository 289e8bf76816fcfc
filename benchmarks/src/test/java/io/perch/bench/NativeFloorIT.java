/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In the packaged jar, because only there the class of JDK 22 is used. */
class NativeFloorIT {
    private static final int PAIRS = 100_000;

    @ParameterizedTest
    @EnumSource
    void everyPairFindsABlockAndRoomForIt(IndexMode mode) {
        assumeTrue(NativePlatform.get().supports(mode), NativePlatform.get().reason(mode));
        assertThat(new FloorSlabs(mode).pairs(NativeFloor.get(), PAIRS)).as("far more than a slab has blocks").isEqualTo(PAIRS);
    }

    @Test
    void theFloorIsCalledAsTheBindingCalls() {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        NativeFloor.get().nop();
        assertThat(NativeFloor.get().getClass().getSimpleName()).startsWithIgnoringCase(NativePlatform.get().binding());
    }
}
