/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** The caches of threads that cannot be registered for restartable sequences; made for the first of them. For any thread. */
final class UnregisteredThreads {
    private final Supplier<FrontEnd> maker;
    private final CountedLock lock = new CountedLock(LockKind.UNREGISTERED_THREADS);
    /** Null before the first such thread. */
    private volatile FrontEnd caches;
    private boolean closed;

    UnregisteredThreads(Supplier<FrontEnd> maker) {
        this.maker = maker;
    }

    FrontEnd caches() {
        FrontEnd made = caches;
        return made != null ? made : make();
    }

    /** Takes a block back; false if there is too little stack for it, or too little heap for caches. */
    boolean give(int sizeClass, long block) {
        FrontEnd stripes;
        try {
            stripes = caches();
        } catch (OutOfMemoryError notMade) {
            return false;
        }
        try {
            stripes.give(sizeClass, block);
            return true;
        } catch (StackOverflowError notTaken) {
            return false;
        } catch (OutOfMemoryError taken) {
            return true;
        }
    }

    private FrontEnd make() {
        lock.lock();
        try {
            if (caches == null) {
                FrontEnd fresh = maker.get();
                if (closed) {
                    fresh.close();
                }
                caches = fresh;
            }
            return caches;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        if (caches != null) {
            caches.close();
        }
    }

    void drain(IntPredicate sizeClasses) {
        if (caches != null) {
            caches.drain(sizeClasses);
        }
    }

    void watch() {
        if (caches != null) {
            caches.watch();
        }
    }

    int giveBackSurplus() {
        return caches == null ? 0 : caches.giveBackSurplus();
    }

    long count(int partition, int sizeClass) {
        return caches == null ? 0 : caches.count(partition, sizeClass);
    }

    void snapshot(FrontEnd.Snapshot into) {
        into.locks.add(lock);
        if (caches != null) {
            caches.snapshot(into);
        }
    }
}
