/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.rseq.Capabilities;
import io.perch.rseq.Capability;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One capability.
 *
 * @param name    in lower case
 * @param active  whether Perch uses it
 * @param votes   a letter for each of kernel, libc, configuration and proof that agrees, a dash for one that does not
 * @param purpose what it is good for
 * @param reason  why it is not active; for an active one a remark, or ""
 */
record Finding(String name, boolean active, String votes, String purpose, String reason) {
    static List<Finding> of(Capabilities capabilities) {
        return Arrays.stream(Capability.values()).map(capability -> of(capabilities, capability)).toList();
    }

    private static Finding of(Capabilities capabilities, Capability capability) {
        long bit = 1L << capability.ordinal();
        String votes = vote(capabilities.supportedByKernel(), bit, "K") + vote(capabilities.supportedByLibc(), bit, "L")
                + vote(capabilities.allowed(), bit, "C") + vote(capabilities.proven(), bit, "P");
        return new Finding(capability.name().toLowerCase(Locale.ROOT), capabilities.active(capability), votes, capability.purpose(),
                capabilities.reason(capability));
    }

    private static String vote(long set, long bit, String letter) {
        return (set & bit) != 0 ? letter : "-";
    }

    String line() {
        String line = String.format("  %-16s %-3s  %s  %s", name, active ? "yes" : "no", votes, purpose);
        return reason.isEmpty() ? line : line + ": " + reason;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("active", active);
        json.put("reason", reason);
        return json;
    }
}
