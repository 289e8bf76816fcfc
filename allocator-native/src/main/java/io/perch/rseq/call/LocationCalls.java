/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/**
 * Where the calling thread runs: one leaf native call per question. Every answer is stale as soon as it is returned. There is one
 * subclass for each binding, and one for when there is none. May be called from any thread at any time.
 */
public abstract class LocationCalls {
    /** Nobody can tell. */
    public static final int UNKNOWN = -1;

    /** Only the bindings of this module extend this class. */
    protected LocationCalls() {
    }

    /** The CPU number, from {@code struct rseq}; for a thread that is not registered, from the kernel. Or {@link #UNKNOWN}. */
    public abstract int cpu();

    /**
     * The NUMA node, in the same way as {@link #cpu}. Right only where {@link io.perch.rseq.capability.Capability#NODE_ID} is
     * active.
     */
    public abstract int node();

    /** The NUMA node, from the kernel by getcpu(2); or {@link #UNKNOWN}. */
    public abstract int kernelNode();

    /**
     * The kernel's dense concurrency id {@code mm_cid}; for a thread that is not registered, its CPU number. Right only where
     * {@link io.perch.rseq.capability.Capability#MM_CID} is active.
     */
    public abstract int virtualCpu();
}
