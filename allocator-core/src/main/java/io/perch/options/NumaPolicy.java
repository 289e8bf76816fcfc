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
    /** One arena per node, and the system is asked for nothing: memory is on the node of the thread that first touches it. */
    NONE,
    /** One arena per node, whose memory is preferably there. Where the system refuses, the first touch decides. */
    ADVISORY,
    /** One arena per node, whose memory is there and nowhere else: if the node has none left, allocation fails. */
    STRICT;

    /**
     * The policy of this name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static NumaPolicy of(String name) {
        return Names.parse(NumaPolicy.class, "NUMA policy", name);
    }

    /** The name in lower case, as it is configured and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
