/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.lock.OwnerAwareLock;
import io.perch.rseq.NativePlatform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the doctor has to say. */
record Diagnosis(Machine machine, String binding, Choice choice, List<ModeFinding> modes,
        List<Finding> findings) {
    static Diagnosis make() {
        NativePlatform platform = NativePlatform.get();
        Choice choice = Choice.make();
        // The modes come first: what is tried for them appears in the capabilities.
        List<ModeFinding> modes = ModeFinding.of(platform);
        return new Diagnosis(Machine.read(), platform.binding(), choice, modes, Finding.of(platform.capabilities()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "machine", machine.system());
        line(text, "architecture", machine.arch());
        line(text, "kernel", machine.kernel());
        line(text, "libc", machine.libc());
        line(text, "JDK", machine.jdk());
        line(text, "versions", machine.versions());
        line(text, "NUMA nodes", machine.nodes().toString());
        line(text, "memory", machine.memory());
        line(text, "CPUs", "possible " + machine.possible() + ", allowed " + machine.allowed());
        line(text, "binding", binding);
        line(text, "mode", choice.mode() + (choice.reason().isEmpty() ? "" : ": " + choice.reason()));
        line(text, "NUMA", choice.numa());
        line(text, "limits", choice.limits());
        line(text, "locks", locks());
        text.append(System.lineSeparator()).append("modes that work here, besides striped").append(System.lineSeparator());
        modes.forEach(mode -> text.append(mode.line()).append(System.lineSeparator()));
        text.append(System.lineSeparator())
                .append("capabilities (K kernel, L libc and JVM, C configuration, P proof: all four have to agree)")
                .append(System.lineSeparator());
        findings.forEach(finding -> text.append(finding.line()).append(System.lineSeparator()));
        return text.toString();
    }

    private static String locks() {
        return OwnerAwareLock.available() ? "waiters see whether the owner is on a CPU"
                : "waiters do not see whether the owner is on a CPU: " + OwnerAwareLock.reason();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-13s %s%n", name, value));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mode", choice.mode());
        json.put("modeReason", choice.reason());
        json.put("binding", binding);
        json.put("jdk", machine.jdk());
        json.put("kernel", machine.kernel());
        json.put("libc", machine.libc());
        json.put("arch", machine.arch());
        json.put("nodes", machine.nodes());
        json.put("numa", choice.numa());
        json.put("memory", machine.memory());
        json.put("machine", machine.system());
        json.put("cpusPossible", machine.possible());
        json.put("cpusAllowed", machine.allowed());
        json.put("limits", choice.limits());
        json.put("locks", locks());
        json.put("versions", machine.versions());
        json.put("modes", modes.stream().map(ModeFinding::json).toList());
        json.put("capabilities", findings.stream().map(Finding::json).toList());
        return json;
    }
}
