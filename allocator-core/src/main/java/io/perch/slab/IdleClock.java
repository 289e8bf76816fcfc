/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/** Tells when a cache that holds blocks was found unchanged for long enough. Guarded by the cache's lock. */
final class IdleClock {
    private long lastMoves;
    private long lastBytes;
    private long quietSince;

    /**
     * Whether the cache holds blocks and was found with the same moves and bytes for {@code idleNanos}, every time that this was
     * asked.
     *
     * @param moves     whatever changes with each block that comes or goes, if there is such a count
     * @param bytes     whatever tells how many blocks there are, 0 for none
     * @param now       in nanoseconds, always from the same clock
     * @param idleNanos how long the cache has to be found unchanged
     */
    boolean isIdle(long moves, long bytes, long now, long idleNanos) {
        if (bytes == 0 || bytes != lastBytes || moves != lastMoves) {
            lastBytes = bytes;
            lastMoves = moves;
            quietSince = now;
        }
        return bytes != 0 && now - quietSince >= idleNanos;
    }
}
