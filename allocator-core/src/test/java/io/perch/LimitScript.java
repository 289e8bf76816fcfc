/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** All of a small limit is allocated, more is refused, and then it is freed. */
final class LimitScript extends AllocatorScript {
    private static final long LIMIT = 16 << 20;
    private static final int[] SIZES = {1 << 20, 100_000, 3 << 20};

    /** Refusals that are not the limit's, until it is reached. */
    private static final int MOST_FAULTS = 500;
    private static final int SOME = 4;

    LimitScript(AllocatorKind kind) {
        super(kind, LIMIT);
    }

    @Override
    void calls() {
        for (int size : SIZES) {
            allocateUntilRefused(size, () -> keep(perch.allocate(size), size));
            blocks().forEach(this::free);
        }
        if (perch.access().partitions().count() > 1) {
            helpOut();
        }
    }

    /** One node has all that the limit allows, half of it free in its caches, and the other is asked. */
    private void helpOut() {
        int size = SIZES[1];
        allocateUntilRefused(size, () -> keep(perch.allocateOnNode(size, 0), size));
        List<Long> all = blocks();
        all.subList(0, all.size() / 2).forEach(this::free);
        for (int i = 0; i < SOME; i++) {
            allocateOrBeRefused(() -> keep(perch.allocateOnNode(size, 1), size));
        }
        blocks().forEach(this::free);
    }

    private void allocateUntilRefused(int size, Runnable allocation) {
        boolean more = true;
        for (int i = 0; more && i < LIMIT / size + MOST_FAULTS; i++) {
            more = allocateOrBeRefused(allocation);
        }
        assertThat(more).as("without end").isFalse();
    }

    private boolean allocateOrBeRefused(Runnable allocation) {
        try {
            attempt(allocation);
            return true;
        } catch (PerchOutOfMemoryError limit) {
            return false;
        }
    }
}
