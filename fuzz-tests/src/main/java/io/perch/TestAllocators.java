/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.Engine;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;

/** Allocators that are shown another machine than this one. */
public final class TestAllocators {
    private TestAllocators() {
    }

    /** An allocator that uses this machine's memory and critical sections, but takes its CPUs and nodes from {@code machine}. */
    public static PerchAllocator allocator(PerchConfig config, Topology machine) {
        NativePlatform platform = NativePlatform.get();
        return PerchAllocator.over(new Engine(config.values(), platform, machine, platform.memory()), config);
    }
}
