/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.engine.PoolList;
import io.perch.stats.PoolStats;
import java.util.concurrent.atomic.LongAdder;

/** What a pool counts apart from its work, for its statistics, which know this object and not the pool. */
final class PoolMeter implements PoolList.Member {
    private final String name;
    private final Quota quota;
    /** Null unless the pool is checked. */
    private final LeakTracker leakTracker;
    private final LongAdder exhaustions = new LongAdder();
    private final LongAdder allExhaustions;
    private volatile boolean closed;

    /** @param allExhaustions counts those of other pools too */
    PoolMeter(String name, Quota quota, LeakTracker leakTracker, LongAdder allExhaustions) {
        this.name = name;
        this.quota = quota;
        this.leakTracker = leakTracker;
        this.allExhaustions = allExhaustions;
    }

    void countExhaustion() {
        exhaustions.increment();
        allExhaustions.increment();
    }

    long exhaustions() {
        return exhaustions.sum();
    }

    /** Leaks found so far, 0 if nobody looks. */
    long leaks() {
        return leakTracker == null ? 0 : leakTracker.leaks();
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public PoolStats stats() {
        return new PoolStats(name, quota.isNone() ? 0 : quota.limit(), quota.charged(), exhaustions(),
                leakTracker == null ? -1 : leakTracker.leaks());
    }

    @Override
    public boolean isOver() {
        return closed && quota.charged() == 0;
    }
}
