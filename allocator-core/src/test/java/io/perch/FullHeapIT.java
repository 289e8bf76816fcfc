/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A part of {@link FullHeapTest} for the packaged jar, whose classes for system calls are others on each JDK. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapIT {
    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED"})
    void everyCall(AllocatorKind kind) {
        FullHeapTest.run(EveryCallScript.class, kind, false);
    }
}
