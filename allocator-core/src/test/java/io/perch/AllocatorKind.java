/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.options.Zeroing;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Machines;

/** Allocators for tests that try all of them: in each mode, with checks, hardened, profiled, and on a machine of several nodes. */
enum AllocatorKind {
    VCPU(Mode.VCPU), CPU(Mode.CPU), NOTIFY(Mode.NOTIFY), STRIPED(Mode.STRIPED), CHECKED_VCPU(Mode.VCPU),
    CHECKED_STRIPED(Mode.STRIPED), HARDENED_VCPU(Mode.VCPU), PROFILED_VCPU(Mode.VCPU), NODES_CPU(Mode.CPU),
    NODES_STRIPED(Mode.STRIPED), ZEROED_VCPU(Mode.VCPU), ALL_PRECAUTIONS_VCPU(Mode.VCPU);

    static final long LIMIT = 512 << 20;
    /** So few bytes of caches that the size classes take them from each other. */
    private static final long SLAB = 256 << 10;
    /** Bytes between samples. */
    private static final long SAMPLED = 1 << 10;

    /** Often enough that guarded pages are among what short scripts get. */
    private static final int GUARD_EVERY = 9;

    private final Mode mode;

    AllocatorKind(Mode mode) {
        this.mode = mode;
    }

    private boolean is(String prefix) {
        return name().startsWith(prefix);
    }

    boolean isChecked() {
        return is("CHECKED_");
    }

    /** Whether it differs from one of the others only in what is written to blocks, or in doing two things at once. */
    boolean isVariation() {
        return is("ZEROED_") || is("ALL_");
    }

    /** One that the test maintains. */
    PerchAllocator open() {
        return open(LIMIT);
    }

    PerchAllocator open(long limit) {
        PerchConfig.Builder config = PerchConfig.builder().mode(mode).hardLimit(limit).slabBytes(SLAB)
                .maintenance(Maintenance.CALLER).checked(isChecked()).guardEvery(GUARD_EVERY)
                .hardened(is("HARDENED_") || is("ALL_"))
                .profile(is("PROFILED_") || is("ALL_") ? SAMPLED : 0).zero(isVariation() ? Zeroing.BOTH : Zeroing.OFF);
        if (!is("NODES_")) {
            return PerchAllocator.create(config.build());
        }
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null, "no system calls here");
        return InventedMachine.allocator(config.numa(NumaPolicy.NONE).build(), Machines.topology("four-by-two"), memory);
    }
}
