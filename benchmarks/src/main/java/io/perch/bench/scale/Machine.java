/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;
import java.util.List;

/**
 * A machine to predict for.
 *
 * @param cpus  that all run the load
 * @param nodes over which they are spread evenly
 */
record Machine(int cpus, int nodes) {
    /** Those of docs/scale.md. */
    static final List<Machine> ALL = List.of(new Machine(2, 1), new Machine(8, 1), new Machine(32, 1), new Machine(32, 4),
            new Machine(64, 1), new Machine(64, 4), new Machine(128, 1), new Machine(128, 2), new Machine(128, 8),
            new Machine(256, 1), new Machine(256, 4), new Machine(256, 8));
    /** As {@code CacheDomains} has it. */
    private static final int CPUS_OF_SHARD = 8;

    /** How many locks there are of a kind where CPUs meet: one, one for each node, or for each group of CPUs that share a cache. */
    int copies(LockKind kind) {
        if (Station.isGlobal(kind)) {
            return 1;
        }
        return kind == LockKind.TRANSFER_CACHE ? Math.max(nodes, (cpus + CPUS_OF_SHARD - 1) / CPUS_OF_SHARD) : nodes;
    }
}
