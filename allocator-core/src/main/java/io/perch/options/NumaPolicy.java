/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Locale;

/** How firmly memory belongs to NUMA nodes. */
public enum NumaPolicy {
    /** Not at all: one arena for all nodes. */
    OFF,
    /** An arena a node, and the system is asked for nothing: memory is where the thread runs that first touches it. */
    NONE,
    /** An arena a node, whose memory is preferably there. A system that refuses that leaves it to the first touch. */
    ADVISORY,
    /** An arena a node, whose memory is nowhere else, or there is none. */
    STRICT;

    /**
     * The policy of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static NumaPolicy of(String name) {
        for (NumaPolicy policy : values()) {
            if (policy.name().equalsIgnoreCase(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("no NUMA policy '" + name + "': use off, none, advisory or strict");
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
