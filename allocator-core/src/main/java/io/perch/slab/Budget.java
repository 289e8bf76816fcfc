/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/**
 * The bytes of free blocks that a cache may hold: what it was granted, and what it got from other caches or gave them. Guarded by
 * the cache's lock.
 */
final class Budget {
    /** What a slab begins with: 1.5 MiB, as much as in tcmalloc. */
    static final long LEAST = 3 << 19;
    /** All slabs together are granted this part of the committed memory, so that a small set of buffers has small caches. */
    private static final int COMMITTED_PARTS = 16;

    private long total;
    private long available;
    /** Got from other caches, less what they got from this one. */
    private long moved;

    Budget(long bytes) {
        grant(bytes);
    }

    /**
     * How much each of some slabs may be granted.
     *
     * @param committed bytes of memory that the allocator has taken from the system
     * @param slabs     how many there are, at least one
     * @param most      bytes, whatever else is true
     */
    static long allowance(long committed, int slabs, long most) {
        return Math.min(most, Math.max(LEAST, committed / COMMITTED_PARTS / slabs));
    }

    /** The most bytes of free blocks that the cache may hold. */
    long total() {
        return total;
    }

    /** The part that no list has yet. */
    long available() {
        return available;
    }

    /** What it was granted. */
    long granted() {
        return total - moved;
    }

    /** Becomes larger. */
    void grant(long bytes) {
        total += bytes;
        available += bytes;
    }

    /** Becomes smaller by up to {@code bytes} that no list has; returns by how many. */
    long withdraw(long bytes) {
        long withdrawn = Math.min(bytes, available);
        grant(-withdrawn);
        return withdrawn;
    }

    /** A list got {@code slots} for blocks of {@code size} bytes, or gave them back if that is negative. */
    void spend(int slots, int size) {
        available -= (long) slots * size;
    }

    /** Gets bytes from another cache. */
    void add(long bytes) {
        grant(bytes);
        moved += bytes;
    }

    /** Gives up to {@code bytes} that no list has to another cache; returns how many. */
    long remove(long bytes) {
        long removed = withdraw(bytes);
        moved -= removed;
        return removed;
    }

    /** For a cache whose memory is gone: its lists read as empty, without capacity. */
    void drop() {
        total = 0;
        available = 0;
        moved = 0;
    }
}
