/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;

/**
 * The locks of an array by page. Whoever changes what belongs to a page holds the lock of that page, of which there are few enough
 * for whoever replaces the array with a longer one to take them all: spans of different threads seldom meet, and no change is lost.
 *
 * <p>Nobody may hold two of them, except for all.
 */
final class PageLocks {
    /** Neighbouring pages have the same lock, so that most spans need one: 256 KiB. */
    private static final int GROUP = 32;
    /** A power of two. At 128 CPUs a single lock would be held all the time. */
    private static final int COUNT = 16;

    private final CountedLock[] locks = new CountedLock[COUNT];

    /** @param kind with which they are counted */
    PageLocks(LockKind kind) {
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new CountedLock(kind);
        }
    }

    /** The lock of a page. */
    CountedLock of(int page) {
        return locks[page / GROUP & COUNT - 1];
    }

    /** The first page after {@code page} that may have another lock. */
    static int groupEnd(int page) {
        return (page / GROUP + 1) * GROUP;
    }

    /** Takes all of them, or none if that fails. */
    void lockAll() {
        int taken = 0;
        try {
            while (taken < COUNT) {
                locks[taken].lock();
                taken++;
            }
        } finally {
            if (taken < COUNT) {
                unlock(taken);
            }
        }
    }

    /** Ends {@link #lockAll}. */
    void unlockAll() {
        unlock(COUNT);
    }

    private void unlock(int first) {
        for (int i = 0; i < first; i++) {
            locks[i].unlock();
        }
    }

    /** Adds the counts of all. */
    void addLocks(LockTally tally) {
        for (CountedLock lock : locks) {
            tally.add(lock);
        }
    }
}
