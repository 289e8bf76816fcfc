/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.rseq.Capabilities.Voter;
import java.util.Arrays;

/** Collects who says no to which capability, and why. The first reason stays: causes are asked before their consequences. */
final class CapabilityVote {
    private final long[] supported = new long[Voter.values().length];
    private final String[] reasons = new String[Capability.values().length];

    CapabilityVote() {
        long all = (1L << Capability.values().length) - 1;
        Arrays.fill(supported, all);
        Arrays.fill(reasons, "");
    }

    void require(Capability capability, Voter voter, boolean yes, String reasonOfNo) {
        if (!yes) {
            supported[voter.ordinal()] &= ~capability.bit();
            remark(capability, reasonOfNo);
        }
    }

    void remark(Capability capability, String text) {
        if (reasons[capability.ordinal()].isEmpty()) {
            reasons[capability.ordinal()] = text;
        }
    }

    /** As {@link #result}, with one more no that is not kept. */
    Capabilities resultWithout(Capability capability, Voter voter, String reasonOfNo) {
        CapabilityVote copy = new CapabilityVote();
        System.arraycopy(supported, 0, copy.supported, 0, supported.length);
        System.arraycopy(reasons, 0, copy.reasons, 0, reasons.length);
        copy.require(capability, voter, false, reasonOfNo);
        return copy.result();
    }

    Capabilities result() {
        return new Capabilities(supported, reasons);
    }
}
