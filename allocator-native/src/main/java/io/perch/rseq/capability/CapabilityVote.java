/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

import java.util.Arrays;

/** Collects who says no to which capability, and why. The first reason stays: causes are checked before their consequences. */
public final class CapabilityVote {
    private final long[] supported = new long[Voter.values().length];
    private final String[] reasons = new String[Capability.values().length];

    /** Nobody has said no. */
    public CapabilityVote() {
        long all = (1L << Capability.values().length) - 1;
        Arrays.fill(supported, all);
        Arrays.fill(reasons, "");
    }

    /** Counts a no, with its reason; a yes changes nothing. */
    public void require(Capability capability, Voter voter, boolean yes, String reasonOfNo) {
        if (!yes) {
            supported[voter.ordinal()] &= ~capability.bit();
            remark(capability, reasonOfNo);
        }
    }

    /** Adds a text to a capability that has none. */
    public void remark(Capability capability, String text) {
        if (reasons[capability.ordinal()].isEmpty()) {
            reasons[capability.ordinal()] = text;
        }
    }

    /** Like {@link #result}, with one more no that is not kept. */
    public Capabilities resultWithout(Capability capability, Voter voter, String reasonOfNo) {
        CapabilityVote copy = new CapabilityVote();
        System.arraycopy(supported, 0, copy.supported, 0, supported.length);
        System.arraycopy(reasons, 0, copy.reasons, 0, reasons.length);
        copy.require(capability, voter, false, reasonOfNo);
        return copy.result();
    }

    /** What all agree on by now. */
    public Capabilities result() {
        return new Capabilities(supported, reasons);
    }
}
