/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import io.perch.rseq.capability.Capability;
import io.perch.rseq.capability.Settings;
import java.util.List;

/**
 * Whether a thread may mark its {@code struct rseq}, and the kernel erases the mark. Nothing is written before everything is known.
 */
final class ReschedulingProbe {
    private static final List<Capability> NEEDED = List.of(Capability.RSEQ, Capability.ORIGINAL_LENGTH, Capability.MARK_ERASED);

    private ReschedulingProbe() {
    }

    /** What the child process found, in the order of {@code rescheduling_probe.c}. */
    enum Verdict {
        WORKS(""),
        KEPT_BY_SLEEP("this kernel does not erase the mark when a thread sleeps (Linux 6.19.0 to 7.0.9)"),
        KEPT_BY_SIGNAL("this kernel does not erase the mark when it delivers a signal"),
        UNDECIDED("the child process that tries it was moved to another CPU each time, or its sleeps were over before they began"),
        KILLED("the child process that tries it was killed: this kernel forbids to write to cpu_id_start"),
        NO_CHILD("there is no child process to try it in: clone or wait4 is refused"),
        NO_LENGTH("this thread's struct rseq is not registered with 32 bytes"),
        NO_COUNT("the kernel refuses getrusage for a thread");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Why threads may not ask whether they lost their CPU, or "". */
    static String reason(Settings settings, PlatformProbe probe) {
        if (!settings.problem().isEmpty()) {
            return settings.problem();
        }
        if (!settings.notification().equals("on")) {
            return "not asked for: " + Settings.NOTIFICATION + "=on does";
        }
        probe.tryMark();
        for (Capability capability : NEEDED) {
            if (!probe.capabilities().active(capability)) {
                return capability + ": " + probe.capabilities().reason(capability);
            }
        }
        return probe.binding() == null ? probe.bindingReason() : "";
    }
}
