/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Capability;
import io.perch.sync.RoomForClasses;

/**
 * Where the calling thread runs, mostly without a system call: read from the thread's {@code struct rseq}; if the thread is not
 * registered, asked from libc, which has the CPU number from the vDSO on x86-64.
 *
 * <p>Every answer may be wrong as soon as it is returned, because the thread can move at any time: it is a hint for choosing nearby
 * memory or a stripe, not something to build mutual exclusion on. May be called from any thread at any time; a virtual thread gets
 * the answer for its carrier. Nothing is thrown.
 */
public final class CurrentCpu {
    /** The answer where nobody can tell, that is without native code. */
    public static final int UNKNOWN = LocationCalls.UNKNOWN;

    private static boolean ready;

    private CurrentCpu() {
    }

    /** Constants to the JIT: only one side of each choice is compiled. */
    private static final class Found {
        static final LocationCalls CALLS = NativePlatform.get().locationCalls();
        static final boolean NODE_IN_RSEQ = isUsable(Capability.NODE_ID);
        static final boolean VIRTUAL_CPU_IN_RSEQ = isUsable(Capability.MM_CID);

        private static boolean isUsable(Capability field) {
            Capabilities capabilities = NativePlatform.get().capabilities();
            return capabilities.active(Capability.RSEQ) && capabilities.active(field);
        }
    }

    /** Finds out where there is room; false if the heap was too full all the same when that was tried first, which is final. */
    private static boolean prepare() {
        RoomForClasses.require();
        try {
            ready = Found.CALLS != null;
        } catch (LinkageError givenUp) {
            return false;
        }
        return ready;
    }

    /** The number of the CPU, as in {@code /proc/cpuinfo}, or {@link #UNKNOWN}. */
    public static int cpu() {
        return ready || prepare() ? Found.CALLS.cpu() : UNKNOWN;
    }

    /** The number of the NUMA node of the CPU, or {@link #UNKNOWN}. On kernels before 6.3 this takes a system call. */
    public static int node() {
        if (!ready && !prepare()) {
            return UNKNOWN;
        }
        return Found.NODE_IN_RSEQ ? Found.CALLS.node() : Found.CALLS.kernelNode();
    }

    /**
     * The virtual CPU: a number that no two running threads of this process share, as small as possible. It is the kernel's {@code
     * mm_cid} (Linux 6.3 and later), otherwise, or on a thread that is not registered, the CPU number; in both cases it is less
     * than the number of possible CPUs. {@link #UNKNOWN} without native code.
     */
    public static int virtualCpu() {
        if (!ready && !prepare()) {
            return UNKNOWN;
        }
        return Found.VIRTUAL_CPU_IN_RSEQ ? Found.CALLS.virtualCpu() : Found.CALLS.cpu();
    }
}
