/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.FaultyMemory;
import io.perch.options.HugePages;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.options.Zeroing;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Machines;
import io.perch.topology.Topology;

/** Allocators for tests that try all of them: in each mode, with checks, hardened, profiled, and on a machine of several nodes. */
enum AllocatorKind {
    VCPU(Mode.VCPU), CPU(Mode.CPU), NOTIFY(Mode.NOTIFY), STRIPED(Mode.STRIPED), CHECKED_VCPU(Mode.VCPU),
    CHECKED_STRIPED(Mode.STRIPED), HARDENED_VCPU(Mode.VCPU), PROFILED_VCPU(Mode.VCPU), NODES_CPU(Mode.CPU),
    NODES_STRIPED(Mode.STRIPED), GUARDED_STRIPED(Mode.STRIPED), STRICT_STRIPED(Mode.STRIPED), CHUNKED_STRIPED(Mode.STRIPED),
    ZEROED_VCPU(Mode.VCPU), ALL_PRECAUTIONS_VCPU(Mode.VCPU);

    static final long LIMIT = 512 << 20;
    /** Those whose pages are not given back one by one. */
    static final String OF_OTHER_PAGES = "(STRICT|CHUNKED)_.*";
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

    /** Whether its users' small blocks are on guarded pages, which no statistics count. */
    boolean isGuarded() {
        return is("GUARDED_");
    }

    /** Whether only a block that a user has is taken back. */
    boolean isHardened() {
        return is("HARDENED_") || is("ALL_");
    }

    /** Whether a block is refused for certain when the thread that freed it last frees it again, and nobody else is there. */
    boolean refusesSecondFree() {
        return mode == Mode.STRIPED || isChecked() || isHardened();
    }

    /** Whether it differs from one of the others only in what is written to blocks, or in where the pages come from, or in both. */
    boolean isVariation() {
        return isZeroed() || is("STRICT_") || is("CHUNKED_");
    }

    private boolean isZeroed() {
        return is("ZEROED_") || is("ALL_");
    }

    /** One that the test maintains. */
    PerchAllocator open() {
        return open(LIMIT);
    }

    PerchAllocator open(long limit) {
        PerchConfig.Builder config = PerchConfig.builder().mode(mode).hardLimit(limit).slabBytes(SLAB)
                .maintenance(Maintenance.CALLER).checked(isChecked()).guardEvery(GUARD_EVERY).guard(isGuarded() ? 1 : 0)
                .hardened(isHardened())
                .profile(is("PROFILED_") || is("ALL_") ? SAMPLED : 0).zero(isZeroed() ? Zeroing.BOTH : Zeroing.OFF);
        if (is("CHUNKED_")) {
            return InventedMachine.allocator(config.build(), Topology.read(), null);
        }
        if (!is("NODES_") && !is("STRICT_")) {
            return PerchAllocator.create(config.build());
        }
        OsMemory memory = NativePlatform.get().memory();
        assumeTrue(memory != null, "no system calls here");
        if (is("STRICT_")) {
            config.hugePages(HugePages.ADVISE).prefault(true).lock(true);
            return InventedMachine.allocator(config.numa(NumaPolicy.STRICT).build(), Machines.topology("four-by-two"),
                    new FaultyMemory(memory));
        }
        return InventedMachine.allocator(config.numa(NumaPolicy.NONE).build(), Machines.topology("four-by-two"), memory);
    }
}
