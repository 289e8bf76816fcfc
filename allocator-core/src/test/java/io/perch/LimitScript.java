/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

/** All of a small limit is allocated, more is refused, and then it is freed. */
final class LimitScript extends AllocatorScript {
    private static final long LIMIT = 16 << 20;
    private static final int[] SIZES = {1 << 20, 100_000, 3 << 20};

    /** Refusals that are not the limit's, until it is reached. */
    private static final int MOST_FAULTS = 500;

    LimitScript(AllocatorKind kind) {
        super(kind, LIMIT);
    }

    @Override
    void calls() {
        for (int size : SIZES) {
            boolean more = true;
            for (int i = 0; more && i < LIMIT / size + MOST_FAULTS; i++) {
                more = allocateUpToTheLimit(size);
            }
            assertThat(more).as("without end").isFalse();
            blocks().forEach(this::free);
        }
    }

    private boolean allocateUpToTheLimit(long size) {
        try {
            allocate(size);
            return true;
        } catch (PerchOutOfMemoryError limit) {
            return false;
        }
    }
}
