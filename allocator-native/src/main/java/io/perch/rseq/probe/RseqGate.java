/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import io.perch.rseq.capability.Settings;
import io.perch.rseq.capability.Voter;

/** Decides from facts alone which parts of restartable sequences may be used. A field counts only if both sides announce it. */
final class RseqGate {
    private RseqGate() {
    }

    static void vote(CapabilityVote vote, RseqFacts facts, OwnArea own) {
        vote.require(Capability.RSEQ, Voter.KERNEL, facts.kernel(), "the kernel refuses the system call rseq");
        vote.require(Capability.RSEQ, Voter.LIBC, facts.area(), "libc has no struct rseq; glibc has one since 2.35" + own.butWhy());
        vote.require(Capability.RSEQ, Voter.LIBC, own.used() || facts.libcSize() != 0,
                "libc did not register it: glibc.pthread.rseq=0 in GLIBC_TUNABLES, or refused by the kernel" + own.butWhy());
        vote.require(Capability.RSEQ, Voter.LIBC, facts.cpuId() >= 0, "this thread is not registered: cpu_id is " + facts.cpuId());
        vote.require(Capability.RSEQ, Voter.PROOF, facts.length() > 0, "the kernel confirms no registered length");
        vote.remark(Capability.RSEQ, own.used() ? own.reason() : "");
        field(vote, facts, Capability.NODE_ID, RseqFacts.NODE_ID_END);
        field(vote, facts, Capability.MM_CID, RseqFacts.MM_CID_END);
        vote.require(Capability.OWN_AREA, Voter.LIBC, own.used(), own.reason().isEmpty()
                ? "libc registers one, which " + Settings.OWN_AREA + "=takeover would replace" : own.reason());
        vote.remark(Capability.OWN_AREA, own.reason());
        vote.require(Capability.ORIGINAL_LENGTH, Voter.LIBC, facts.length() == 32, registered(facts));
    }

    private static void field(CapabilityVote vote, RseqFacts facts, Capability capability, int end) {
        vote.require(capability, Voter.KERNEL, facts.written() >= end,
                "the kernel writes " + facts.written() + " bytes of struct rseq, and this needs " + end);
        vote.require(capability, Voter.LIBC, facts.length() >= end, registered(facts));
    }

    private static String registered(RseqFacts facts) {
        return "struct rseq is registered with " + facts.length() + " bytes";
    }
}
