/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.stats.Counter;
import io.perch.stats.PerchStats;

/** What the statistics of an allocator have to say at any time. */
final class Sums {
    private Sums() {
    }

    /** The statistics, whose parts are the whole, of an allocator whose blocks are freed once. */
    static PerchStats checked(PerchAllocator perch) {
        PerchStats stats = ofMisused(perch);
        assertThat(stats.get(Counter.DOUBLE_FREES)).as("double frees").isZero();
        return stats;
    }

    /** The statistics, whose parts are the whole. */
    static PerchStats ofMisused(PerchAllocator perch) {
        PerchStats stats = perch.stats();
        assertThat(Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART).mapToLong(stats::get).sum())
                .isEqualTo(stats.committed()).isLessThanOrEqualTo(stats.hardLimit());
        return stats;
    }
}
