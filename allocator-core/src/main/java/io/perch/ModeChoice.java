/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import java.util.ArrayList;
import java.util.List;

/**
 * The mode that an allocator runs in, and why no better one.
 *
 * @param mode   never {@link Mode#AUTO}
 * @param reason one sentence for each mode that was wanted and refused; empty if the first one works
 */
record ModeChoice(Mode mode, String reason) {
    /**
     * The first of the wanted modes that works here. A mode that was asked for by name and does not work ends in {@link
     * Mode#STRIPED}.
     */
    static ModeChoice of(Mode wanted, NativePlatform platform) {
        List<String> reasons = new ArrayList<>();
        if (wanted != Mode.STRIPED && platform.memory() == null) {
            reasons.add("no system calls: " + platform.memoryReason());
        } else {
            if (wanted == Mode.AUTO || wanted == Mode.VCPU) {
                if (platform.supports(IndexMode.VCPU)) {
                    return new ModeChoice(Mode.VCPU, String.join("; ", reasons));
                }
                reasons.add("vcpu: " + platform.reason(IndexMode.VCPU));
            }
            if (wanted == Mode.AUTO || wanted == Mode.CPU) {
                if (platform.supports(IndexMode.CPU)) {
                    return new ModeChoice(Mode.CPU, String.join("; ", reasons));
                }
                reasons.add("cpu: " + platform.reason(IndexMode.CPU));
            }
        }
        return new ModeChoice(Mode.STRIPED, String.join("; ", reasons));
    }
}
