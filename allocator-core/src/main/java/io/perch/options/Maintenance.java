/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/** Who calls {@code PerchAllocator.doWork}. */
public enum Maintenance {
    /** A daemon thread that all allocators share, once a second. */
    THREAD,
    /** The user, in a duty cycle of their own; or nobody, and then nothing is given back except by {@code PerchAllocator.trim}. */
    CALLER;

    /**
     * The maintenance of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Maintenance of(String name) {
        return Names.parse(Maintenance.class, "maintenance", name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
