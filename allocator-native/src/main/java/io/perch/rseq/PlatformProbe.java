/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import io.perch.os.JnaMemory;
import io.perch.os.OsMemory;
import io.perch.rseq.Capabilities.Voter;
import java.util.List;

/** Finds out what this process can use, step by step; each step may fail without harm to the others. */
final class PlatformProbe {
    private static final List<Capability> NEEDED =
            List.of(Capability.JNA, Capability.RSEQ, Capability.ABORT_WORKS);
    private static final List<Capability> NEEDED_BY_CPU = List.of(Capability.DISTINCT_CPU_ID);
    private static final List<Capability> NEEDED_BY_VCPU =
            List.of(Capability.NODE_ID, Capability.MM_CID, Capability.DISTINCT_MM_CID);

    private final CapabilityVote vote = new CapabilityVote();
    private final Capabilities capabilities;
    private OwnArea ownArea = OwnArea.NONE;
    private PerchLibrary library;
    private Binding binding;
    private String bindingReason = "";
    private OsMemory memory;
    private String memoryReason = "";

    PlatformProbe(Settings settings) {
        String refusal = refusal(settings);
        settings.vote(vote);
        if (refusal.isEmpty()) {
            openMemory();
            LibraryLoader loader = new LibraryLoader(settings);
            library = loader.library();
            vote.require(Capability.JNA, Voter.LIBC, library != null, loader.jnaReason());
            BindingChoice choice = new BindingChoice(settings, loader.reason(), vote);
            binding = choice.binding();
            bindingReason = choice.reason();
            askKernel(settings);
        } else {
            refuseAll(refusal);
        }
        capabilities = vote.result();
    }

    OwnArea ownArea() {
        return ownArea;
    }

    PerchLibrary library() {
        return library;
    }

    Binding binding() {
        return binding;
    }

    String bindingReason() {
        return bindingReason;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    OsMemory memory() {
        return memory;
    }

    String memoryReason() {
        return memoryReason;
    }

    String reason(IndexMode mode) {
        if (binding == null) {
            return bindingReason;
        }
        String reason = firstReason(NEEDED);
        return reason.isEmpty() ? firstReason(mode == IndexMode.CPU ? NEEDED_BY_CPU : NEEDED_BY_VCPU) : reason;
    }

    private String firstReason(List<Capability> needed) {
        for (Capability capability : needed) {
            if (!capabilities.active(capability)) {
                return capability + ": " + capabilities.reason(capability);
            }
        }
        return "";
    }

    private static String refusal(Settings settings) {
        if (!settings.problem().isEmpty()) {
            return settings.problem();
        }
        if (settings.disabled()) {
            return "switched off by " + Settings.DISABLED;
        }
        return Host.isLinux() ? "" : "only Linux has restartable sequences";
    }

    private void refuseAll(String refusal) {
        bindingReason = refusal;
        memoryReason = refusal;
        for (Capability capability : Capability.values()) {
            vote.require(capability, Voter.CONFIGURATION, false, refusal);
        }
    }

    private void openMemory() {
        try {
            memory = new JnaMemory();
        } catch (LinkageError | RuntimeException e) {
            memoryReason = "JNA cannot be used: " + Reasons.of(e);
        }
    }

    private void askKernel(Settings settings) {
        if (library == null) {
            String reason = "it takes JNA to find out";
            for (Capability capability : Capability.values()) {
                if (capability.compareTo(Capability.RSEQ) >= 0) {
                    vote.require(capability, Voter.PROOF, false, reason);
                }
            }
            return;
        }
        ownArea = OwnArea.start(settings, library);
        RseqGate.vote(vote, library.facts(), ownArea);
        int errno = library.registerFence();
        vote.require(Capability.MEMBARRIER_RSEQ, Voter.KERNEL, errno == 0,
                "the kernel refuses membarrier for rseq (errno " + errno + ")");
        library.selfTest().vote(vote);
    }
}
