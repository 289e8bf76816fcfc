/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import io.perch.rseq.capability.Voter;

/** What the start-up self-test showed; {@code perch_selftest} fills it. */
record SelfTest(Outcome abort, Outcome cpuId, Outcome mmCid) {
    /** The same order as in {@code selftest.c}. */
    enum Outcome {
        PASSED(true, ""),
        DISPROVED(false, "the self-test saw the contrary on this kernel"),
        UNDECIDED(false, "the self-test saw nothing in the time allowed"),
        PREEMPTED(true, "shown by preemption, because membarrier is refused"),
        NO_THREAD(false, "the self-test could not start a registered thread"),
        ONE_CPU(true, "nothing to compare: this thread may run on one CPU only");

        private final boolean accepted;
        private final String remark;

        Outcome(boolean accepted, String remark) {
            this.accepted = accepted;
            this.remark = remark;
        }
    }

    static SelfTest of(int[] outcomes) {
        return new SelfTest(Outcome.values()[outcomes[0]], Outcome.values()[outcomes[1]], Outcome.values()[outcomes[2]]);
    }

    private static void vote(CapabilityVote vote, Capability capability, Outcome outcome, boolean accepted) {
        vote.require(capability, Voter.PROOF, accepted, outcome.remark);
        vote.remark(capability, outcome.remark);
    }

    /**
     * The kernel announces its ids. On a machine too busy for two of our threads to run at once, they are believed; an abort never
     * is.
     */
    private static void voteIds(CapabilityVote vote, Capability capability, Outcome outcome) {
        vote(vote, capability, outcome, outcome.accepted || outcome == Outcome.UNDECIDED);
    }

    void vote(CapabilityVote vote) {
        vote(vote, Capability.ABORT_WORKS, abort, abort.accepted);
        voteIds(vote, Capability.DISTINCT_CPU_ID, cpuId);
        voteIds(vote, Capability.DISTINCT_MM_CID, mmCid);
    }
}
