/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/**
 * Context switches of the calling thread, as it can detect them itself: by a mark that the kernel erases when it switches the
 * thread out, and by the kernel's own count where the mark is gone. Off unless {@code perch.notify=on}, because the mark is where
 * other users of restartable sequences expect a CPU number. All methods may be called from any thread.
 */
public abstract class ReschedulingCalls {
    /** Only the bindings of this module extend this class. */
    protected ReschedulingCalls() {
    }

    /**
     * Whether the mark of the calling thread is still there. One leaf native call.
     *
     * @return true if the thread was not switched out since {@link #rearm}; false if it may have been
     */
    public abstract boolean marked();

    /**
     * Sets the mark of the calling thread, by a system call or two.
     *
     * @return context switches since it was last set; 0 the first time, and after a mere signal
     */
    public abstract long rearm();

    /** Context switches of the calling thread from its first {@link #rearm} to its last. */
    public abstract long switches();
}
