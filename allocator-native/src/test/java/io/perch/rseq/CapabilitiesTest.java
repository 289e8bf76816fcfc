/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.Capabilities.Voter;
import io.perch.rseq.SelfTest.Outcome;
import org.junit.jupiter.api.Test;

/** The sets, and who may strike what from them. */
class CapabilitiesTest {
    private final CapabilityVote vote = new CapabilityVote();

    @Test
    void theLastBitIsNobodys() {
        assertThat(Capability.values().length).isLessThan(63);
        assertThat(vote.result().active() & Capabilities.EXTENDED).isZero();
    }

    @Test
    void oneNoIsEnoughAndTheFirstReasonStays() {
        vote.require(Capability.RSEQ, Voter.KERNEL, true, "not this");
        vote.require(Capability.RSEQ, Voter.LIBC, false, "the cause");
        vote.require(Capability.RSEQ, Voter.PROOF, false, "the consequence");
        Capabilities capabilities = vote.result();
        assertThat(capabilities.active(Capability.RSEQ)).isFalse();
        assertThat(capabilities.reason(Capability.RSEQ)).isEqualTo("the cause");
        assertThat(capabilities.supportedByKernel() & Capability.RSEQ.bit()).isNotZero();
        assertThat(capabilities.allowed() & Capability.RSEQ.bit()).isNotZero();
        assertThat(capabilities.supportedByLibc() & Capability.RSEQ.bit()).isZero();
        assertThat(capabilities.proven() & Capability.RSEQ.bit()).isZero();
        assertThat(capabilities.active(Capability.JNI)).isTrue();
    }

    @Test
    void whatTheSelfTestDidNotShowIsNotActive() {
        new SelfTest(Outcome.DISPROVED, Outcome.DISPROVED, Outcome.NO_THREAD).vote(vote);
        Capabilities capabilities = vote.result();
        assertThat(capabilities.active(Capability.ABORT_WORKS)).isFalse();
        assertThat(capabilities.reason(Capability.ABORT_WORKS)).contains("the contrary");
        assertThat(capabilities.active(Capability.DISTINCT_CPU_ID)).isFalse();
        assertThat(capabilities.active(Capability.DISTINCT_MM_CID)).isFalse();
    }

    @Test
    void preemptionIsAProofWhereThereAreNoFences() {
        new SelfTest(Outcome.PREEMPTED, Outcome.PASSED, Outcome.PASSED).vote(vote);
        assertThat(vote.result().active(Capability.ABORT_WORKS)).isTrue();
        assertThat(vote.result().reason(Capability.ABORT_WORKS)).contains("membarrier is refused");
    }

    @Test
    void onABusyMachineIdsAreBelievedButAbortsAreNot() {
        new SelfTest(Outcome.UNDECIDED, Outcome.UNDECIDED, Outcome.UNDECIDED).vote(vote);
        Capabilities capabilities = vote.result();
        assertThat(capabilities.active(Capability.ABORT_WORKS)).isFalse();
        assertThat(capabilities.active(Capability.DISTINCT_MM_CID)).isTrue();
        assertThat(capabilities.reason(Capability.DISTINCT_MM_CID)).contains("in the time allowed");
    }

    @Test
    void oneCpuIsAcceptedWithARemark() {
        new SelfTest(Outcome.PASSED, Outcome.ONE_CPU, Outcome.ONE_CPU).vote(vote);
        assertThat(vote.result().active(Capability.DISTINCT_MM_CID)).isTrue();
        assertThat(vote.result().reason(Capability.DISTINCT_MM_CID)).contains("nothing to compare");
    }
}
