/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

/** The bytes of free blocks that a cache may hold. Guarded by the cache's lock. */
final class Budget {
    private long total;
    private long available;

    Budget(long bytes) {
        this.total = bytes;
        this.available = bytes;
    }

    /** The most bytes of free blocks that the cache may hold. */
    long total() {
        return total;
    }

    /** The part that no list has yet. */
    long available() {
        return available;
    }

    /** A list got {@code slots} for blocks of {@code size} bytes, or gave them back if that is negative. */
    void spend(int slots, int size) {
        available -= (long) slots * size;
    }

    /** Gets bytes from another cache. */
    void add(long bytes) {
        total += bytes;
        available += bytes;
    }

    /** Gives away up to {@code bytes} that no list has; returns how many. */
    long remove(long bytes) {
        long removed = Math.min(bytes, available);
        total -= removed;
        available -= removed;
        return removed;
    }

    /** For a cache whose memory is gone: its lists read as empty, without capacity. */
    void drop() {
        total = 0;
        available = 0;
    }
}
