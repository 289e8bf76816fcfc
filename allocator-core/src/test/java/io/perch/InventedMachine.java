/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;

/** Allocators for a machine that is not this one, or whose system fails on demand: for tests of other packages. */
public final class InventedMachine {
    private InventedMachine() {
    }

    /** An allocator to which {@code machine} is this machine, over this machine's critical sections. */
    public static PerchAllocator allocator(PerchConfig config, Topology machine, OsMemory memory) {
        return PerchAllocator.over(new Engine(config.values(), NativePlatform.get(), machine, memory), config);
    }
}
