/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.inject.FirstUses;
import io.perch.sync.RoomForClasses;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who uses Perch first where the stack ends or the heap is full does not make it unusable for those who come later. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstUseTest {
    @ParameterizedTest
    @ValueSource(strings = {FirstUse.ALLOCATOR, FirstUse.COUNTER, FirstUse.CPU, FirstUse.LOCK, FirstUse.POOL,
        FirstUse.RESCHEDULING})
    void atEachDepth(String what) {
        new FirstUses(FirstUse.class, what).atEachDepth();
    }

    @ParameterizedTest
    @ValueSource(strings = {FirstUse.ALLOCATOR, FirstUse.CONFIGURATION, FirstUse.COUNTER, FirstUse.CPU, FirstUse.LOCK,
        FirstUse.POOL, FirstUse.RESCHEDULING})
    void asksForHeapBeforeItInitializesClasses(String what) {
        new FirstUses(FirstUse.class, what).whereTheHeapIsFull(RoomForClasses.class);
    }
}
