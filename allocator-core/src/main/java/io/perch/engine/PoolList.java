/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.stats.PoolStats;
import io.perch.sync.SpareStack;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The pools of an allocator, for its statistics. It keeps none from being collected. */
public final class PoolList {
    private final Set<Member> members = Collections.newSetFromMap(new WeakHashMap<>());
    private final LongAdder exhaustions = new LongAdder();
    private final LongAdder leaks = new LongAdder();

    /** What a pool counts; only the pool is to keep it. */
    public interface Member {
        /** Its row. */
        PoolStats stats();

        /** Whether it has nothing more to tell: it is closed, and its quota does not say that buffers are in use. */
        boolean isOver();
    }

    /** Adds a pool that was made. */
    public synchronized void add(Member member) {
        SpareStack.require();
        members.add(member);
    }

    /** A row for each name, ascending. A closed pool has one as long as its quota says that buffers are in use. */
    public synchronized List<PoolStats> stats() {
        SpareStack.require();
        members.removeIf(Member::isOver);
        Map<String, PoolStats> byName = new TreeMap<>();
        for (Member member : members) {
            PoolStats row = member.stats();
            byName.merge(row.name(), row, PoolStats::plus);
        }
        return List.copyOf(byName.values());
    }

    /** Exhaustions of all pools that there ever were, so that the sum does not fall when one is closed. */
    public LongAdder exhaustions() {
        return exhaustions;
    }

    /** Leaks of all pools that there ever were. */
    public LongAdder leaks() {
        return leaks;
    }
}
