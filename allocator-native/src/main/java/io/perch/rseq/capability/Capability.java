/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

/** One thing that Perch uses where it can. Its bit in a set of {@link Capabilities} is {@code 1L << ordinal()}. */
public enum Capability {
    /** System calls off the hot path: by our library, or by JNA where it cannot be loaded. */
    SYSTEM_CALLS("memory from the operating system"),
    /** JNI: critical sections on every JDK. */
    JNI("calls to critical sections"),
    /** Critical foreign calls: the same on Java 22 and later, at a quarter of the price. */
    FFM_CRITICAL("cheap calls to critical sections"),
    /** The calling thread's {@code struct rseq}, registered by libc or else by Perch. */
    RSEQ("restartable sequences"),
    /** The {@code node_id} field. */
    NODE_ID("the NUMA node of the running thread"),
    /** The {@code mm_cid} field. */
    MM_CID("dense virtual CPU numbers"),
    /** {@code membarrier(PRIVATE_EXPEDITED_RSEQ)}. */
    MEMBARRIER_RSEQ("remote operations: slabs are emptied, shrunk and balanced from outside"),
    /** A critical section is aborted by a fence, or, where there are none, by preemption. */
    ABORT_WORKS("critical sections are restarted"),
    /** Two threads that run at once see two values of {@code cpu_id}. */
    DISTINCT_CPU_ID("no two threads share a CPU number"),
    /** Two threads that run at once see two pairs of {@code (node_id, mm_cid)}. */
    DISTINCT_MM_CID("no two threads share a virtual CPU number"),
    /** {@code struct rseq} was registered with the original 32 bytes, as opposed to an extended length. */
    ORIGINAL_LENGTH("struct rseq of the original 32 bytes"),
    /** Perch's own {@code struct rseq}, because libc registers none or is to be replaced. */
    OWN_AREA("a struct rseq that is all ours"),
    /** The kernel erases a mark in {@code cpu_id_start} when it switches a thread out. Tried in a child process, once asked for. */
    MARK_ERASED("a thread can find out that it lost its CPU");

    private final String purpose;

    Capability(String purpose) {
        this.purpose = purpose;
    }

    /** What it is for, in a few words. */
    public String purpose() {
        return purpose;
    }

    /** Its bit in a set of {@link Capabilities}. */
    public long bit() {
        return 1L << ordinal();
    }
}
