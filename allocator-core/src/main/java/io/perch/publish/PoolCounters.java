/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.stats.Counter;
import io.perch.stats.PoolStats;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The counters of pools in a counters file, which come and go. */
final class PoolCounters {
    /** Labels end after 380 bytes, which would cut off the part that distinguishes the counters of a pool. */
    private static final int LONGEST_NAME = 100;

    private final CounterRecords records;
    private final int most;
    /** Ids of the counters of each pool that is published, by the pool's name. */
    private final Map<String, Map<Counter, Integer>> ids = new HashMap<>();

    /** @param most how many pools there is room for; others are left out */
    PoolCounters(CounterRecords records, int most) {
        this.records = records;
        this.most = most;
    }

    void update(List<PoolStats> pools) {
        Set<String> gone = new HashSet<>(ids.keySet());
        pools.forEach(pool -> gone.remove(pool.name()));
        gone.forEach(name -> ids.remove(name).values().forEach(records::remove));
        for (PoolStats pool : pools) {
            if (ids.size() < most || ids.containsKey(pool.name())) {
                update(pool);
            }
        }
    }

    private void update(PoolStats pool) {
        Map<Counter, Integer> mine = ids.computeIfAbsent(pool.name(), name -> new HashMap<>());
        String name = pool.name().substring(0, Math.min(LONGEST_NAME, pool.name().length()));
        for (Counter counter : Counter.OF_POOLS) {
            OptionalLong value = pool.get(counter);
            if (value.isPresent()) {
                int id = mine.computeIfAbsent(counter, absent -> records.add(name + ": " + counter.label(), counter.id()));
                records.set(id, value.getAsLong());
            }
        }
    }
}
