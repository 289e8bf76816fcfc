/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate by itself, with kernels and libcs that are not at hand. */
class RseqGateTest {
    private static Capabilities decide(RseqFacts facts) {
        return decide(facts, OwnArea.NONE);
    }

    private static Capabilities decide(RseqFacts facts, OwnArea own) {
        CapabilityVote vote = new CapabilityVote();
        RseqGate.vote(vote, facts, own);
        return vote.result();
    }

    @ParameterizedTest(name = "kernel writes {0}, registered {1}: rseq {2}, node_id {3}, mm_cid {4}, original length {5}")
    @CsvSource({
        "0,   32, true,  false, false, true",
        "20,  32, true,  false, false, true",
        "24,  32, true,  true,  false, true",
        "27,  32, true,  true,  false, true",
        "28,  32, true,  true,  true,  true",
        "32,  32, true,  true,  true,  true",
        "33,  32, true,  true,  true,  true",
        "33,  33, true,  true,  true,  false",
        "28,  33, true,  true,  true,  false",
        "0,   33, true,  false, false, false",
        "28,  64, true,  true,  true,  false",
        "0,    0, false, false, false, false",
        "28,   0, false, false, false, false",
        "33,   0, false, false, false, false",
    })
    void aFieldCountsIfTheKernelWritesItAndItIsRegistered(long featureSize, long length, boolean rseq, boolean nodeId,
            boolean mmCid, boolean original) {
        Capabilities capabilities = decide(new RseqFacts(true, featureSize, true, 32, 3, length));
        assertThat(capabilities.active(Capability.RSEQ)).isEqualTo(rseq);
        assertThat(capabilities.active(Capability.NODE_ID)).isEqualTo(nodeId);
        assertThat(capabilities.active(Capability.MM_CID)).isEqualTo(mmCid);
        assertThat(capabilities.active(Capability.ORIGINAL_LENGTH)).isEqualTo(original);
    }

    @Test
    void theSizeThatLibcSaysIsNotTheGate() {
        assertThat(decide(new RseqFacts(true, 28, true, 20, 0, 32)).active(Capability.MM_CID)).isTrue();
        assertThat(decide(new RseqFacts(true, 0, true, 32, 0, 32)).active(Capability.MM_CID)).isFalse();
    }

    @Test
    void everyNoNamesItsCauseAndWhoSaidIt() {
        assertNo(new RseqFacts(false, 0, false, 0, -1, 0), "the kernel refuses", false, false);
        assertNo(new RseqFacts(true, 0, false, 0, -1, 0), "libc has no struct rseq", true, false);
        assertNo(new RseqFacts(true, 28, true, 0, -2, 0), "GLIBC_TUNABLES", true, false);
        assertNo(new RseqFacts(true, 28, true, 32, -1, 0), "cpu_id is -1", true, false);
        assertNo(new RseqFacts(true, 28, true, 32, 1, 0), "no registered length", true, true);
    }

    @Test
    void whatPerchRegisteredNeedsNoLibc() {
        Capabilities capabilities = decide(new RseqFacts(true, 28, true, 0, 2, 32), OwnArea.of(0));
        assertThat(capabilities.active(Capability.RSEQ)).isTrue();
        assertThat(capabilities.reason(Capability.RSEQ)).contains("registered by Perch");
        assertThat(capabilities.active(Capability.MM_CID)).isTrue();
    }

    @ParameterizedTest(name = "errno {0}: {1}")
    @CsvSource({"1, seccomp", "12, key", "22, another library", "38, no restartable sequences", "14, errno 14"})
    void whyPerchCannotRegisterIsSaidAfterLibcsReason(int errno, String cause) {
        Capabilities capabilities = decide(new RseqFacts(true, 28, true, 0, -2, 0), OwnArea.of(errno));
        assertThat(capabilities.active(Capability.RSEQ)).isFalse();
        assertThat(capabilities.reason(Capability.RSEQ)).containsSubsequence("GLIBC_TUNABLES", "Perch cannot", cause);
    }

    private static void assertNo(RseqFacts facts, String reason, boolean byKernel, boolean byLibc) {
        Capabilities capabilities = decide(facts);
        assertThat(capabilities.active(Capability.RSEQ)).isFalse();
        assertThat(capabilities.reason(Capability.RSEQ)).contains(reason);
        assertThat((capabilities.supportedByKernel() & Capability.RSEQ.bit()) != 0).isEqualTo(byKernel);
        assertThat((capabilities.supportedByLibc() & Capability.RSEQ.bit()) != 0).isEqualTo(byLibc);
    }
}
