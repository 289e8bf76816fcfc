/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;

/** Allocators for a machine that is not this one. */
public final class Invented {
    private Invented() {
    }

    /** An allocator over this machine's memory and critical sections, to which {@code machine} is this machine. */
    public static PerchAllocator allocator(PerchConfig config, Topology machine) {
        return new PerchAllocator(config,
                new Engine(config.values(), NativePlatform.get(), machine, NativePlatform.get().memory()));
    }
}
