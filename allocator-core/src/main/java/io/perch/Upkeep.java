/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.util.Locale;

/** Who calls {@link PerchAllocator#doWork}. */
public enum Upkeep {
    /** A daemon thread that all allocators share, once a second. */
    THREAD,
    /** The user, in a duty cycle of their own; or nobody, and then nothing is given back but by {@link PerchAllocator#trim}. */
    CALLER;

    /**
     * The upkeep of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Upkeep of(String name) {
        return Names.parse(Upkeep.class, name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
