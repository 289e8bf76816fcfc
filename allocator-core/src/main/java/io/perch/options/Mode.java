/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/** How a thread finds its cache of free blocks. */
public enum Mode {
    /** The best of the others that works on this machine: {@link #VCPU}, else {@link #CPU}, else {@link #STRIPED}. */
    AUTO,
    /** By NUMA node and the kernel's dense concurrency id: as many caches as there are threads running at once. Needs Linux 6.3. */
    VCPU,
    /** By CPU number. Needs restartable sequences, Linux 4.18 and glibc 2.35. */
    CPU,
    /**
     * Like {@link #VCPU}, with what a thread found kept in a field that the kernel erases when it switches the thread out. Never
     * chosen by itself, because it relies on what no kernel documents ({@code docs/rescheduling.md}); what it needs is tried first.
     * Where it does not work, the best of the others is taken.
     */
    NOTIFY,
    /** By thread, with short locks, in pure Java. Works everywhere. */
    STRIPED;

    /**
     * The mode of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Mode of(String name) {
        return Names.parse(Mode.class, "mode", name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
