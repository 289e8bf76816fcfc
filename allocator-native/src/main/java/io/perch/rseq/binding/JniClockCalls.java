/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.ClockCalls;

/** CPU clocks through JNI with either binding: a look enters the kernel, which a critical foreign call may not. */
final class JniClockCalls extends ClockCalls {
    @Override
    public int threadClock() {
        return JniNatives.threadClock();
    }

    @Override
    public long cpuNanos(int clock) {
        return JniNatives.cpuNanos(clock);
    }
}
