/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What a {@link BufferPool} does when its quota or the allocator's limit does not allow a buffer: it asks this whether to try
 * again. May be called by several threads at once. What it throws is thrown to whoever wanted the buffer.
 */
@FunctionalInterface
public interface Exhaustion {
    /**
     * Decides, and waits or makes room first.
     *
     * @param pool    whose buffer was wanted
     * @param size    bytes
     * @param attempt how often the pool has tried, from 1
     * @param nanos   how long ago it tried first, in nanoseconds
     * @return true to try again; false to give up, with the exception that tells why
     */
    boolean retry(BufferPool pool, int size, int attempt, long nanos);

    /** Gives up at once. */
    static Exhaustion fail() {
        return (pool, size, attempt, nanos) -> false;
    }

    /**
     * Tries until a deadline: spins, then yields, then naps. Closing a buffer wakes nobody; waiters are served in no particular
     * order. An interrupt ends the wait.
     *
     * @param deadline counted from the first attempt, not negative
     */
    static Exhaustion waitUpTo(Duration deadline) {
        long most = deadline.toNanos();
        if (most < 0) {
            throw new IllegalArgumentException("deadline: " + deadline + " (expected: not negative)");
        }
        int spins = 1000;
        int yields = 100;
        long nap = 50_000;
        return (pool, size, attempt, nanos) -> {
            if (nanos >= most || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (attempt < spins) {
                Thread.onSpinWait();
            } else if (attempt < spins + yields) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(Math.min(nap, most - nanos));
            }
            return true;
        };
    }
}
