/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.ClockCalls;
import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.rseq.call.SlabCalls;

/** One way from Java to the critical sections. */
public interface Binding {
    /** The name that {@code -Dperch.binding} uses for it. */
    String name();

    /** The operations on slabs, which the JIT sees as one final class. */
    SlabCalls slabCalls(Variant variant);

    /** The mark by which a thread finds out that it was switched out. */
    ReschedulingCalls reschedulingCalls();

    /** Counting per CPU. */
    CounterCalls counterCalls();

    /** Where a thread runs. */
    LocationCalls locationCalls();

    /** CPU clocks of threads. */
    static ClockCalls clockCalls() {
        return new JniClockCalls();
    }

    /**
     * Registers the calling thread for restartable sequences. This is JNI with either binding: a critical foreign call may not
     * enter the kernel, and it happens once per thread.
     *
     * @return whether the thread is registered now
     */
    static boolean registerThread() {
        return JniNatives.registerThread() != 0;
    }
}
