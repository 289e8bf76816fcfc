/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Capability;

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

    private static final LocationCalls CALLS = NativePlatform.get().locationCalls();
    /** Constants to the JIT: only one side of each choice is compiled. */
    private static final boolean NODE_IN_RSEQ;
    private static final boolean VIRTUAL_CPU_IN_RSEQ;

    static {
        Capabilities capabilities = NativePlatform.get().capabilities();
        NODE_IN_RSEQ = usable(capabilities, Capability.NODE_ID);
        VIRTUAL_CPU_IN_RSEQ = usable(capabilities, Capability.MM_CID);
    }

    private CurrentCpu() {
    }

    private static boolean usable(Capabilities capabilities, Capability field) {
        return capabilities.active(Capability.RSEQ) && capabilities.active(field);
    }

    /** The number of the CPU, as in {@code /proc/cpuinfo}, or {@link #UNKNOWN}. */
    public static int cpu() {
        return CALLS.cpu();
    }

    /** The number of the NUMA node of the CPU, or {@link #UNKNOWN}. On kernels before 6.3 this takes a system call. */
    public static int node() {
        return NODE_IN_RSEQ ? CALLS.node() : CALLS.kernelNode();
    }

    /**
     * The virtual CPU: a number that no two running threads of this process share, as small as possible. It is the kernel's {@code
     * mm_cid} (Linux 6.3 and later), otherwise, or on a thread that is not registered, the CPU number; in both cases it is less
     * than the number of possible CPUs. {@link #UNKNOWN} without native code.
     */
    public static int virtualCpu() {
        return VIRTUAL_CPU_IN_RSEQ ? CALLS.virtualCpu() : CALLS.cpu();
    }
}
