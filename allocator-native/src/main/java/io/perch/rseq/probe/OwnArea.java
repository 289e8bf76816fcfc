/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.probe;

import io.perch.rseq.capability.OwnAreaWish;
import io.perch.rseq.capability.Settings;
import io.perch.rseq.library.PerchLibrary;

/**
 * Whether Perch registers threads for restartable sequences, because libc does not or is to be replaced.
 *
 * @param used   whether critical sections use Perch's own areas
 * @param reason why, or why not; "" if there is no need
 */
record OwnArea(boolean used, String reason) {
    /** Libc registers, or nobody asked. */
    static final OwnArea NONE = new OwnArea(false, "");

    /** As in {@code own_area.h}. */
    private static final int NOT_NEEDED = -1;
    private static final int NO_LENGTH = -2;
    private static final int TOO_LATE = -3;
    private static final int EPERM = 1;
    private static final int ENOMEM = 12;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;

    /** Registers the calling thread, and makes critical sections use Perch's own areas from now on, if libc has none. */
    static OwnArea start(Settings settings, PerchLibrary library) {
        OwnArea area = of(library.startOwnArea(settings.ownArea()));
        if (!area.used && settings.ownArea() == OwnAreaWish.OFF) {
            return new OwnArea(false, Settings.OWN_AREA + "=off");
        }
        return area.used && settings.ownArea() == OwnAreaWish.TAKEOVER
                ? new OwnArea(true, "registered by Perch: " + Settings.OWN_AREA + "=takeover") : area;
    }

    /** What an answer of {@code perch_use_own_areas} means: 0, not needed, or an errno. */
    static OwnArea of(int answer) {
        return switch (answer) {
            case 0 -> new OwnArea(true, "registered by Perch, because libc does not");
            case NOT_NEEDED -> NONE;
            case NO_LENGTH -> refused("this thread's registration by libc is not found");
            case TOO_LATE -> refused("another class loader's Perch uses those of libc already");
            case EINVAL -> refused("another library has registered this thread (EINVAL)");
            case EPERM -> refused("a seccomp filter, or another signature on this thread (EPERM)");
            case ENOSYS -> refused("the kernel has no restartable sequences (ENOSYS)");
            case ENOMEM -> refused("libc has no thread-specific key left (ENOMEM)");
            default -> refused("errno " + answer);
        };
    }

    private static OwnArea refused(String cause) {
        return new OwnArea(false, "Perch cannot register its own: " + cause);
    }

    /** To be appended to the reason why libc has none. */
    String butWhy() {
        return reason.isEmpty() ? "" : "; " + reason;
    }
}
