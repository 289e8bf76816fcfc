/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import io.perch.os.Host;
import io.perch.os.JnaCalls;
import io.perch.os.LinuxMemory;
import io.perch.os.OsMemory;
import io.perch.os.SystemCalls;
import io.perch.rseq.binding.Binding;
import io.perch.rseq.binding.BindingChoice;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capabilities;
import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import io.perch.rseq.capability.Reasons;
import io.perch.rseq.capability.Settings;
import io.perch.rseq.capability.Voter;
import io.perch.rseq.library.LibraryLoader;
import io.perch.rseq.library.PerchLibrary;
import java.util.List;
import java.util.stream.Stream;

/** Finds out what this process can use, step by step; each step may fail without harm to the others. */
public final class PlatformProbe {
    private static final List<Capability> NEEDED = List.of(Capability.SYSTEM_CALLS, Capability.RSEQ, Capability.ABORT_WORKS);
    private static final List<Capability> NEEDED_BY_CPU = with(NEEDED, Capability.DISTINCT_CPU_ID);
    private static final List<Capability> NEEDED_BY_VCPU =
            with(NEEDED, Capability.NODE_ID, Capability.MM_CID, Capability.DISTINCT_MM_CID);
    private static final List<Capability> NEEDED_BY_MARK = List.of(Capability.RSEQ, Capability.ORIGINAL_LENGTH);
    private static final List<Capability> NEEDED_BY_NOTIFY =
            with(NEEDED_BY_VCPU, Capability.ORIGINAL_LENGTH, Capability.MARK_ERASED);

    private final CapabilityVote vote = new CapabilityVote();
    private final Settings settings;
    private volatile Capabilities capabilities;
    private boolean markTried;
    private OwnArea ownArea = OwnArea.NONE;
    private PerchLibrary library;
    private Binding binding;
    private String bindingReason = "";
    private SystemCalls systemCalls;
    private OsMemory memory;
    private String memoryReason = "";

    /** Probes; takes some milliseconds, and never throws because something is missing. */
    public PlatformProbe(Settings settings) {
        this.settings = settings;
        String refusal = refusal(settings);
        settings.vote(vote);
        if (refusal.isEmpty()) {
            LibraryLoader loader = new LibraryLoader(settings);
            library = loader.library();
            openMemory(loader.reason());
            BindingChoice choice = new BindingChoice(settings, loader.reason(), vote);
            binding = choice.binding();
            bindingReason = choice.reason();
            askKernel(settings);
        } else {
            refuseAll(refusal);
        }
        capabilities = vote.resultWithout(Capability.MARK_ERASED, Voter.PROOF, "not tried: it takes a process, and nobody asked");
    }

    /** Finds out, once, whether the kernel erases a mark. Nothing is written before everything is known. */
    synchronized void tryMark() {
        if (markTried) {
            return;
        }
        markTried = true;
        vote.require(Capability.MARK_ERASED, Voter.CONFIGURATION, !settings.notification().equals("off"),
                Settings.NOTIFICATION + "=off");
        String reason = firstReason(NEEDED_BY_MARK);
        vote.require(Capability.MARK_ERASED, Voter.PROOF, reason.isEmpty(), reason);
        if (vote.result().active(Capability.MARK_ERASED)) {
            String verdict = ReschedulingProbe.Verdict.values()[library.tryMark()].reason();
            vote.require(Capability.MARK_ERASED, Voter.PROOF, verdict.isEmpty(), verdict);
        }
        capabilities = vote.result();
    }

    /** Whether critical sections use Perch's own areas. */
    public boolean usesOwnAreas() {
        return ownArea.used();
    }

    /** Fences where the kernel can; returns whether it did. */
    public boolean fence() {
        return capabilities.active(Capability.MEMBARRIER_RSEQ) && library.fence() == 0;
    }

    /** The binding to use, or null. */
    public Binding binding() {
        return binding;
    }

    /** Why there is no binding, or "". */
    public String bindingReason() {
        return bindingReason;
    }

    /** What is there and what is used, as far as it is known now. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** Memory that was given to {@link #giveSpare} and has no owner any more, or 0. */
    public long takeSpare(long bytes) {
        return library == null ? 0 : library.takeSpare(bytes);
    }

    /** Keeps memory until somebody can use it, beyond the life of this class loader; without a library it is lost. */
    public void giveSpare(Object owner, long address, long bytes) {
        if (library != null) {
            library.giveSpare(owner, address, bytes);
        }
    }

    /** How the kernel is called, or null. */
    public SystemCalls systemCalls() {
        return systemCalls;
    }

    /** Memory from the operating system, or null. */
    public OsMemory memory() {
        return memory;
    }

    /** Why there is no memory, or "". */
    public String memoryReason() {
        return memoryReason;
    }

    /** Why a mode is not supported, or "". */
    public String reason(IndexMode mode) {
        if (binding == null) {
            return bindingReason;
        }
        if (mode == IndexMode.NOTIFY) {
            tryMark();
        }
        return firstReason(switch (mode) {
            case CPU -> NEEDED_BY_CPU;
            case VCPU -> NEEDED_BY_VCPU;
            case NOTIFY -> NEEDED_BY_NOTIFY;
        });
    }

    /**
     * Why threads may not ask whether they lost their CPU, or "".
     *
     * @param current settings as they are now: the user may still ask for it just before the first question
     */
    public String reschedulingReason(Settings current) {
        return ReschedulingProbe.reason(current, this);
    }

    private static List<Capability> with(List<Capability> some, Capability... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private String firstReason(List<Capability> needed) {
        Capabilities now = capabilities;
        for (Capability capability : needed) {
            if (!now.active(capability)) {
                return capability + ": " + now.reason(capability);
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

    private void openMemory(String libraryReason) {
        if (settings.off().contains(Capability.SYSTEM_CALLS)) {
            memoryReason = "switched off by " + Settings.OFF;
            return;
        }
        try {
            systemCalls = library != null ? library : JnaCalls.open();
            memory = new LinuxMemory(systemCalls);
            vote.remark(Capability.SYSTEM_CALLS, library != null ? "" : "by JNA");
        } catch (LinkageError | RuntimeException e) {
            memoryReason = "the library is not loaded (" + libraryReason + "), and JNA cannot be used: " + Reasons.of(e);
            vote.require(Capability.SYSTEM_CALLS, Voter.LIBC, false, memoryReason);
        }
    }

    private void askKernel(Settings settings) {
        if (library == null) {
            String reason = "it takes the library to find out";
            for (Capability capability : Capability.values()) {
                if (capability.compareTo(Capability.RSEQ) >= 0) {
                    vote.require(capability, Voter.PROOF, false, reason);
                }
            }
            return;
        }
        ownArea = OwnArea.start(settings, library);
        RseqGate.vote(vote, RseqFacts.of(library.facts()), ownArea);
        int errno = library.registerFence();
        vote.require(Capability.MEMBARRIER_RSEQ, Voter.KERNEL, errno == 0,
                "the kernel refuses membarrier for rseq (errno " + errno + ")");
        SelfTest.of(library.selfTest()).vote(vote);
    }
}
