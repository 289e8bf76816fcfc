/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.options.Mode;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.call.IndexMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The mode that an allocator runs in, and why it is no better one.
 *
 * @param mode   never {@link Mode#AUTO}
 * @param reason one sentence for each mode that was wanted and refused; empty if the first one works
 */
public record ModeChoice(Mode mode, String reason) {
    /**
     * The first of the wanted modes that works here. If {@link Mode#VCPU} or {@link Mode#CPU} is asked for by name and does not
     * work, it is {@link Mode#STRIPED}.
     */
    public static ModeChoice of(Mode wanted, NativePlatform platform) {
        List<String> reasons = new ArrayList<>();
        if (wanted != Mode.STRIPED && platform.memory() == null) {
            reasons.add("no system calls: " + platform.memoryReason());
        } else {
            for (Mode mode : inOrder(wanted)) {
                String reason = platform.reason(index(mode));
                if (reason.isEmpty()) {
                    return new ModeChoice(mode, String.join("; ", reasons));
                }
                reasons.add(mode + ": " + reason);
            }
        }
        return new ModeChoice(Mode.STRIPED, String.join("; ", reasons));
    }

    private static List<Mode> inOrder(Mode wanted) {
        return switch (wanted) {
            case AUTO -> List.of(Mode.VCPU, Mode.CPU);
            case NOTIFY -> List.of(Mode.NOTIFY, Mode.VCPU, Mode.CPU);
            case VCPU, CPU -> List.of(wanted);
            case STRIPED -> List.of();
        };
    }

    private static IndexMode index(Mode mode) {
        return IndexMode.valueOf(mode.name());
    }

    /** How critical sections find a slab; not for {@link Mode#STRIPED}. */
    public IndexMode index() {
        return index(mode);
    }
}
