/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.os.LinuxMemoryScript.Caller;
import io.perch.rseq.NativePlatform;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line of what calls the kernel for memory: see {@link LinuxMemoryScript}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapMemoryTest {
    private static final int PLACES = 20;

    @ParameterizedTest
    @EnumSource
    void systemCalls(Caller caller) {
        assumeTrue(FaultyRuns.ALL || caller == Caller.LIBRARY, "in the long form only");
        assumeTrue(NativePlatform.get().memory() != null, "no system calls here");
        FaultyRuns runs = new FaultyRuns(false).run(new InstrumentedLoader().scripts(LinuxMemoryScript.class, caller));
        assertThat(runs.faults()).isGreaterThan(PLACES);
    }
}
