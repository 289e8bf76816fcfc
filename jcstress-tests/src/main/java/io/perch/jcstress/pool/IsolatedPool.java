/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.pool;

import io.perch.PerchAllocator;
import io.perch.jcstress.support.SmallAllocators;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.stats.PerchStats;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Pools that one state has for itself, so that only its own actors acquire the block of a closed handle again. */
final class IsolatedPool {
    static final int SIZE = 256;
    private static final Queue<IsolatedPool> IDLE = new ConcurrentLinkedQueue<>();

    private final PerchAllocator perch = SmallAllocators.create();
    private final BufferPool plain = BufferPool.of(perch);
    private final BufferPool limited = BufferPool.builder(perch).quota(1 << 20).build();

    private IsolatedPool() {
    }

    /** A new one, or one that {@link #audit} found in order. */
    static IsolatedPool take() {
        IsolatedPool known = IDLE.poll();
        return known == null ? new IsolatedPool() : known;
    }

    PooledBuffer acquire() {
        return plain.acquire(SIZE);
    }

    /** A buffer of a pool with a quota. */
    PooledBuffer acquireLimited() {
        return limited.acquire(SIZE);
    }

    /** Runs a call on a handle; returns 1 if it succeeded and 0 if it was refused. */
    static int attempt(Runnable call) {
        try {
            call.run();
            return 1;
        } catch (IllegalStateException refused) {
            return 0;
        }
    }

    /** Returns 0 if each block came back once, and all of the quota. Every handle has to be closed. */
    int audit() {
        perch.trim();
        PerchStats stats = perch.stats();
        if (stats.inUse() != 0 || stats.doubleFrees() != 0 || limited.charged() != 0) {
            return 1;
        }
        IDLE.add(this);
        return 0;
    }
}
