/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/** Which blocks are overwritten with zeros. */
public enum Zeroing {
    /** None: a new block has what its last user left there. */
    OFF,
    /** Each before a user gets it. */
    ALLOCATED,
    /** Each when its user gives it back. */
    FREED,
    /** Each both times: what others wrote to freed memory is not seen either. */
    BOTH;

    /** Whether users get zeros. */
    public boolean ofAllocated() {
        return this == ALLOCATED || this == BOTH;
    }

    /** Whether nothing is left in memory that users gave back. */
    public boolean ofFreed() {
        return this == FREED || this == BOTH;
    }

    /**
     * The zeroing of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Zeroing of(String name) {
        return Names.parse(Zeroing.class, "zeroing", name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
