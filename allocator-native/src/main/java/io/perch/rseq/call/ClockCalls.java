/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/**
 * CPU clocks of threads. A clock that advances between two looks is that of a thread that was on a CPU; one that stands is that of
 * a thread that was not, or has ended. A look reads no memory of the other thread. All methods may be called from any thread.
 */
public abstract class ClockCalls {
    /** The number of no thread's clock. */
    public static final int NONE = 0;

    /** Only the bindings of this module extend this class. */
    protected ClockCalls() {
    }

    /** The number of the CPU clock of the thread that runs this, of its carrier if it is virtual; or {@link #NONE}. */
    public abstract int threadClock();

    /**
     * Looks at a clock, by a system call.
     *
     * @return nanoseconds that its thread was on a CPU up to now; negative if the thread has ended. The number may then be that of
     *         a later thread's clock
     */
    public abstract long cpuNanos(int clock);
}
