/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The pools of an allocator, for its statistics. It keeps none from being collected. */
final class Pools {
    /** Of all pools that there ever were, so that the sums do not fall when one is closed. */
    final LongAdder exhaustions = new LongAdder();
    final LongAdder leaks = new LongAdder();

    private final Set<BufferPool> pools = Collections.newSetFromMap(new WeakHashMap<>());

    synchronized void add(BufferPool pool) {
        pools.add(pool);
    }

    /** A row for each name, ascending. A closed pool has one as long as its quota says that buffers are in use. */
    synchronized List<PoolStats> stats() {
        pools.removeIf(pool -> pool.isClosed() && pool.charged() == 0);
        Map<String, PoolStats> byName = new TreeMap<>();
        pools.forEach(pool -> byName.merge(pool.name(), pool.stats(), PoolStats::plus));
        return List.copyOf(byName.values());
    }
}
