/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.rseq.Capability;
import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One mode with critical sections.
 *
 * @param name   as {@code perch.mode} names it
 * @param works  whether it could be chosen
 * @param reason why it does not work; for one that does, a remark, or ""
 */
record ModeFinding(String name, boolean works, String reason) {
    /** Asking about {@code notify} tries the kernel in a child process. */
    static List<ModeFinding> of(NativePlatform platform) {
        return Arrays.stream(IndexMode.values()).map(mode -> of(platform, mode)).toList();
    }

    private static ModeFinding of(NativePlatform platform, IndexMode mode) {
        String reason = platform.reason(mode);
        boolean works = reason.isEmpty();
        return new ModeFinding(mode.name().toLowerCase(Locale.ROOT), works,
                works && mode == IndexMode.NOTIFY ? remark(platform) : reason);
    }

    private static String remark(NativePlatform platform) {
        boolean own = platform.capabilities().active(Capability.OWN_AREA);
        return (own ? "a slab's address in Perch's own area" : "a slab's index in libc's area")
                + "; only if asked for, by perch.mode=notify";
    }

    String line() {
        String line = String.format("  %-16s %s", name, works ? "yes" : "no");
        return reason.isEmpty() ? line : line + ": " + reason;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("works", works);
        json.put("reason", reason);
        return json;
    }
}
