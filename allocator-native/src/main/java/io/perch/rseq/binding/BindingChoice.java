/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.CapabilityVote;
import io.perch.rseq.capability.Reasons;
import io.perch.rseq.capability.Settings;
import io.perch.rseq.capability.Voter;

/** Takes foreign calls where they work, unless JNI was asked for. Both ways are tried, so that each has its reason. */
public final class BindingChoice {
    private final Settings settings;
    private final CapabilityVote vote;
    private final Binding binding;
    private final String reason;

    /**
     * @param libraryReason why the library is not loaded, or ""
     */
    public BindingChoice(Settings settings, String libraryReason, CapabilityVote vote) {
        this.settings = settings;
        this.vote = vote;
        Binding ffm = open(Capability.FFM_CRITICAL, "ffm", libraryReason, FfmBinding::open);
        Binding jni = open(Capability.JNI, "jni", libraryReason, JniBinding::open);
        binding = ffm != null ? ffm : jni;
        Capability asked = settings.binding().equals("ffm") ? Capability.FFM_CRITICAL : Capability.JNI;
        reason = binding == null ? asked + ": " + vote.result().reason(asked) : "";
    }

    /** Opens a binding, which may fail to link. */
    private interface Opener {
        Binding open();
    }

    /** The binding to use, or null. */
    public Binding binding() {
        return binding;
    }

    /** Why there is no binding, or "". */
    public String reason() {
        return reason;
    }

    private Binding open(Capability capability, String name, String libraryReason, Opener opener) {
        boolean another = !settings.binding().isEmpty() && !settings.binding().equals(name);
        vote.require(capability, Voter.CONFIGURATION, !another, Settings.BINDING + "=" + settings.binding());
        vote.require(capability, Voter.LIBC, libraryReason.isEmpty(), libraryReason);
        if (another || settings.off().contains(capability) || !libraryReason.isEmpty()) {
            return null;
        }
        try {
            return opener.open();
        } catch (LinkageError | RuntimeException e) {
            vote.require(capability, Voter.LIBC, false, Reasons.of(e));
            return null;
        }
    }
}
