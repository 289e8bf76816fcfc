/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.os.ProcessMemory;
import io.perch.stats.Counter;

/** Allocators are made, used and closed: one that cannot be made keeps nothing, and a close that fails is done by the next. */
final class LifetimeScript extends AllocatorScript {
    private static final long LITTLE = 768 << 20;
    private static final long FOREIGN = 0x10000;

    private final long before;
    private PerchAllocator other;

    LifetimeScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
        before = ProcessMemory.reservedBytes();
    }

    @Override
    void calls() {
        attemptUntilDone(() -> other = kind.open());
        if (other != null) {
            PerchAllocator made = other;
            allocateAndFree(made, 300);
            allocateAndFree(made, 3 << 20);
            closeWithBlock(made);
        }
    }

    /** Whoever has a block of a closed allocator may free it, and nothing else. */
    private void closeWithBlock(PerchAllocator made) {
        long[] block = new long[1];
        attempt(() -> block[0] = made.allocate(300));
        attemptUntilDone(made::close);
        refuse(() -> made.allocate(300));
        refuse(() -> made.allocate(3 << 20));
        if (block[0] != 0) {
            succeed(() -> made.free(block[0]));
        }
        refuse(() -> made.free(FOREIGN));
    }

    private void allocateAndFree(PerchAllocator made, long size) {
        long[] block = new long[1];
        attempt(() -> block[0] = made.allocate(size));
        if (block[0] != 0) {
            succeed(() -> made.free(block[0]));
        }
    }

    @Override
    void checkMore() {
        if (other != null) {
            other.close();
            assertThat(other.stats().inUse()).isZero();
            assertThat(other.stats().get(Counter.RESERVED)).as("reserved").isZero();
        }
        // An allocator reserves twice its limit.
        assertThat(ProcessMemory.reservedBytes() - before).as("address space").isLessThan(LITTLE);
    }
}
