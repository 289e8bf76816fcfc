/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import io.perch.rseq.probe.SelfTest.Outcome;
import org.junit.jupiter.api.Test;

/** What the self-test's outcomes strike from the capabilities. */
class SelfTestTest {
    private final CapabilityVote vote = new CapabilityVote();

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
