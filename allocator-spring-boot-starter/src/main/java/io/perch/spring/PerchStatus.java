/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.perch.PerchAllocator;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolStats;
import io.perch.stats.Ratio;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the endpoint and health say of an allocator. */
final class PerchStatus {
    /** Above so many percent of the hard limit in use, allocations are about to fail. */
    private static final int FULL = 95;

    private final PerchAllocator allocator;

    PerchStatus(PerchAllocator allocator) {
        this.allocator = allocator;
    }

    /** What the adapter said at start; empty if it has not started. */
    static String line() {
        return System.getProperty("io.perch.netty.status", "");
    }

    /** Everything, in one snapshot. */
    Map<String, Object> all() {
        PerchStats stats = allocator.stats();
        Map<String, Object> all = facts(stats);
        all.put("status", line());
        all.put("modeReason", allocator.modeReason());
        all.put("numa", allocator.numa().toString());
        all.put("numaReason", allocator.numaReason());
        Map<String, Long> counters = new LinkedHashMap<>();
        Counter.ALL.forEach(counter -> counters.put(counter.dotted(), stats.get(counter)));
        all.put("counters", counters);
        Map<String, Double> ratios = new LinkedHashMap<>();
        // JSON has no NaN.
        Ratio.ALL.stream().filter(ratio -> Double.isFinite(stats.get(ratio)))
                .forEach(ratio -> ratios.put(ratio.dotted(), stats.get(ratio)));
        all.put("ratios", ratios);
        all.put("pools", stats.pools().stream().map(PerchStatus::pool).toList());
        return all;
    }

    private static Map<String, Object> pool(PoolStats pool) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", pool.name());
        Counter.OF_POOLS.forEach(counter -> pool.get(counter).ifPresent(value -> values.put(counter.dotted(), value)));
        return values;
    }

    /** Whether it can serve: it is open, and less than {@value #FULL} % of its limit are in use. */
    boolean isHealthy(PerchStats stats) {
        return !allocator.isClosed() && stats.inUse() < stats.hardLimit() / 100 * FULL;
    }

    /** What health shows, in one snapshot. */
    Map<String, Object> facts(PerchStats stats) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mode", allocator.mode().toString());
        facts.put("inUse", stats.inUse());
        facts.put("committed", stats.committed());
        facts.put("hardLimit", stats.hardLimit());
        facts.put("maintenance", allocator.maintenance());
        return facts;
    }

    PerchStats stats() {
        return allocator.stats();
    }
}
