/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line that allocates, while a thread waits for a lock. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapLockTest {
    @ParameterizedTest
    @EnumSource
    void nobodyIsLeftWaiting(LockScript.Kind kind) {
        assertThat(new FaultyRuns(false).run(new InstrumentedLoader().scripts(LockScript.class, kind)).faults()).isPositive();
    }

    /** A waiter that goes, but counts as one that tries. */
    @Test
    void aPlantedFaultIsFound() {
        assertThatThrownBy(() -> new FaultyRuns(false).run(new InstrumentedLoader("io.perch.lock.Waiters.stopTrying")
                .scripts(LockScript.class, LockScript.Kind.TRYING))).isInstanceOf(AssertionError.class);
    }
}
