/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.Faults;
import io.perch.inject.Script;
import io.perch.rseq.NativePlatform;

/** Each call for memory, as it should be and with arguments that the kernel refuses: what fails keeps no address space. */
final class LinuxMemoryScript implements Script {
    private static final long GIB = 1L << 30;
    private static final long MIB = 1 << 20;
    private static final String NAME = "perch faults";
    private static final int NO_NODE = 1000;

    /** By whom the kernel is called. */
    enum Caller { LIBRARY, JNA }

    private final Caller caller;
    private final OsMemory memory;
    private final long before;
    private long space;
    private long named;
    private Faults faults;

    LinuxMemoryScript(Caller caller) {
        this.caller = caller;
        this.memory = caller == Caller.LIBRARY ? NativePlatform.get().memory() : new LinuxMemory(JnaCalls.open());
        this.before = ProcessMemory.reservedBytes();
    }

    @Override
    public void run(Faults these) {
        faults = these;
        attempt(() -> space = memory.reserve(GIB, GIB, NAME));
        attempt(() -> named = memory.reserveNamed(GIB, NAME));
        if (space != 0) {
            useSpace();
        }
        attempt(() -> memory.commit(1, MIB));
        attempt(() -> memory.release(1, MIB));
        attempt(() -> memory.commitHugePages(1, MIB));
        attempt(() -> memory.unmap(1, MIB));
        attempt(() -> memory.reserve(1L << 60, GIB, NAME));
    }

    private void useSpace() {
        attempt(() -> memory.commit(space, MIB));
        attempt(() -> memory.adviseHugePages(space, MIB));
        attempt(() -> memory.populate(space, MIB));
        attempt(() -> memory.lock(space, MIB));
        attempt(() -> memory.unlock(space, MIB));
        attempt(() -> memory.bind(space, MIB, false, 0));
        attempt(() -> memory.bind(space, MIB, true, NO_NODE));
        attempt(() -> memory.nodesOf(new long[] {space}));
        attempt(() -> memory.residentBytes(space, MIB));
        attempt(() -> memory.view(space, 1));
        attempt(() -> memory.release(space, MIB));
        attempt(() -> memory.seal(space, MIB, NAME));
    }

    private void attempt(Runnable call) {
        faults.attempt(() -> {
            try {
                call.run();
            } catch (OsMemoryException refused) {
                assertThat(refused).hasMessageContaining("(");
            }
        });
    }

    @Override
    public void check() {
        if (space != 0) {
            memory.unmap(space, GIB);
        }
        if (named != 0) {
            memory.unmap(named, GIB);
        }
        // JNA needs heap for the call that would give back what is not wanted.
        if (caller == Caller.LIBRARY) {
            assertThat(ProcessMemory.reservedBytes() - before).as("address space").isLessThan(GIB / 2);
        }
    }
}
