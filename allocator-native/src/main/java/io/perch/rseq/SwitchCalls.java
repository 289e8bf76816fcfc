/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/**
 * Context switches of the calling thread, as it can find them out for itself: a mark that the kernel erases when it switches the
 * thread out, and the kernel's own count where the mark is gone. Off unless {@code perch.notify=on}, because the mark stands where
 * other users of restartable sequences expect a CPU number. All methods may be called from any thread.
 */
public abstract class SwitchCalls {
    /** Only the bindings of this module extend this class. */
    SwitchCalls() {
    }

    private static final class Holder {
        static final String REASON = SwitchProbe.reason(Settings.of(System.getProperties()), NativePlatform.get());
        static final SwitchCalls INSTANCE = REASON.isEmpty() ? NativePlatform.get().probe().binding().switchCalls() : null;
    }

    /** Why {@link #get} does not work, or "". The first call tries the kernel in a child process. */
    public static String reason() {
        return Holder.REASON;
    }

    /**
     * The calls through the active binding.
     *
     * @throws IllegalStateException if they do not work here, with the reason
     */
    public static SwitchCalls get() {
        if (Holder.INSTANCE == null) {
            throw new IllegalStateException(Holder.REASON);
        }
        return Holder.INSTANCE;
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
     * @return context switches since it was set the last time; 0 the first time, and after a mere signal
     */
    public final long rearm() {
        return JniNatives.rearm();
    }

    /** Context switches of the calling thread from its first {@link #rearm} to its last. */
    public final long switches() {
        return JniNatives.switches();
    }
}
