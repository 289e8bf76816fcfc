/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.sizeclass.SizeClasses;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Empties caches for those whom memory was refused, once for all who wait for it, and seldom: everybody else has to fill them
 * again. So a refusal costs the one who asks up to a few milliseconds, and not the others. Safe for use by any thread.
 */
final class Emptying {
    /** Two emptyings are at least this far apart. */
    static final long INTERVAL_NANOS = 4_000_000;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Consumer<BitSet> work;
    private final CountedLock lock = new CountedLock(LockKind.EMPTYING);
    /** The one that has not begun. Guarded by {@link #lock}. */
    private Round next = new Round();
    private volatile long lastEnd = System.nanoTime() - INTERVAL_NANOS;
    private volatile long lastRefusal = lastEnd;

    /** An emptying, which the first to wait for it does, and for which all others sleep: a crowd is woken once. */
    private static final class Round {
        /** Of all who wait for it; nobody adds to them once it has begun. */
        final BitSet sizeClasses = new BitSet(SizeClasses.COUNT);
        boolean led;
        final CountDownLatch ended = new CountDownLatch(1);
    }

    /** @param work empties the caches of some size classes */
    Emptying(Consumer<BitSet> work) {
        this.work = work;
    }

    /**
     * Whoever is refused what no emptying could give waits a millisecond if somebody was refused within the last one: whoever
     * asks again and again would otherwise take the locks of the tiers, and a CPU, from those who are served.
     */
    void pause() {
        long now = System.nanoTime();
        boolean again = now - lastRefusal < PAUSE_NANOS;
        lastRefusal = now;
        if (again) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    /** Returns after an emptying of these size classes that began after this call: what was in a cache by then was found by it. */
    void awaitOne(BitSet sizeClasses) {
        // Made before anybody leads: a full heap must not leave a round that nobody follows.
        Round following = new Round();
        Round mine;
        boolean leads;
        lock.lock();
        try {
            mine = next;
            mine.sizeClasses.or(sizeClasses);
            leads = !mine.led;
            mine.led = true;
        } finally {
            lock.unlock();
        }
        if (leads) {
            lead(mine, following);
        } else {
            await(mine);
        }
    }

    private void lead(Round mine, Round following) {
        try {
            // An interrupted thread does not sleep; it spins until its turn has come.
            for (long left = left(); left > 0; left = left()) {
                LockSupport.parkNanos(this, left);
            }
        } finally {
            try {
                // Who comes from now on waits for the next one.
                lock.lock();
                next = following;
                lock.unlock();
                work.accept(mine.sizeClasses);
            } finally {
                lastEnd = System.nanoTime();
                mine.ended.countDown();
            }
        }
    }

    void addLocks(LockTally tally) {
        tally.add(lock);
    }

    private long left() {
        return lastEnd + INTERVAL_NANOS - System.nanoTime();
    }

    private static void await(Round mine) {
        boolean interrupted = false;
        try {
            while (mine.ended.getCount() > 0) {
                interrupted |= isInterruptedIn(mine);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterruptedIn(Round mine) {
        try {
            mine.ended.await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
