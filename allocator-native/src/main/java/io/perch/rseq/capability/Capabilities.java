/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

import java.util.Arrays;

/**
 * What is there and what is used, each as a set of 64 bits: bit n is the {@link Capability} with ordinal n. The last bit is
 * reserved: it will announce a second word. Immutable.
 */
public final class Capabilities {
    /** Never set today: more capabilities follow in a further word. */
    public static final long EXTENDED = 1L << 63;

    private final long[] supported;
    private final String[] reasons;

    Capabilities(long[] supported, String[] reasons) {
        this.supported = supported.clone();
        this.reasons = reasons.clone();
    }

    /** What the kernel offers; the set also contains what the kernel has no part in. */
    public long supportedByKernel() {
        return supported[Voter.KERNEL.ordinal()];
    }

    /** What libc and the Java runtime offer. */
    public long supportedByLibc() {
        return supported[Voter.LIBC.ordinal()];
    }

    /** What the user's settings do not forbid. */
    public long allowed() {
        return supported[Voter.CONFIGURATION.ordinal()];
    }

    /** What was seen to work here, or needs no proof. */
    public long proven() {
        return supported[Voter.PROOF.ordinal()];
    }

    /** What all agree on. */
    public long active() {
        return Arrays.stream(supported).reduce(-1L, (a, b) -> a & b);
    }

    /** Whether all agree on a capability. */
    public boolean active(Capability capability) {
        return (active() & capability.bit()) != 0;
    }

    /** Why a capability is not active; for an active one a remark, or "". */
    public String reason(Capability capability) {
        return reasons[capability.ordinal()];
    }
}
