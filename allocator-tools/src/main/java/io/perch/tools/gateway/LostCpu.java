/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.cpu.Rescheduling;

/** What a thread knows about its losses of the CPU, to find the messages that these may have delayed. For one thread. */
final class LostCpu {
    private static final boolean KNOWN = Rescheduling.available();

    /** Messages that were due before this may have waited for the thread. */
    private long until = Long.MIN_VALUE;

    /** Whether a message that was due at {@code scheduled} may have waited for this thread because it had lost its CPU. */
    boolean mayHaveDelayed(long scheduled) {
        if (KNOWN && Rescheduling.wasDescheduled()) {
            until = System.nanoTime();
        }
        return scheduled <= until;
    }
}
