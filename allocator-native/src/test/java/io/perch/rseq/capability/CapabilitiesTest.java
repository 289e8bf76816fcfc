/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

import static org.assertj.core.api.Assertions.assertThat;

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
}
