/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

import io.perch.lock.OwnerAwareLock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The locks that are compared. Each has a loop of its own, so that the JIT compiles each as if it were the only one. */
enum LockKind {
    OWNER_AWARE(OwnerAware::new),
    REENTRANT(Reentrant::new),
    SYNCHRONIZED(Synchronized::new),
    TEST_AND_SET(TestAndSet::new),
    /** The same work without a lock: what it takes at that moment, and how much the CPUs could do. */
    NONE(None::new);

    private final Supplier<Contest> contest;

    LockKind(Supplier<Contest> contest) {
        this.contest = contest;
    }

    Contest contest() {
        return contest.get();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class OwnerAware extends Contest {
        private final OwnerAwareLock lock = new OwnerAwareLock();

        @Override
        void rounds(Entrant entrant) {
            while (isOpen()) {
                lock.lock();
                try {
                    entrant.inside();
                } finally {
                    lock.unlock();
                }
                entrant.outside();
            }
        }
    }

    private static final class Reentrant extends Contest {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void rounds(Entrant entrant) {
            while (isOpen()) {
                lock.lock();
                try {
                    entrant.inside();
                } finally {
                    lock.unlock();
                }
                entrant.outside();
            }
        }
    }

    private static final class Synchronized extends Contest {
        private final Object lock = new Object();

        @Override
        void rounds(Entrant entrant) {
            while (isOpen()) {
                synchronized (lock) {
                    entrant.inside();
                }
                entrant.outside();
            }
        }
    }

    private static final class None extends Contest {
        @Override
        void rounds(Entrant entrant) {
            while (isOpen()) {
                entrant.inside();
                entrant.outside();
            }
        }
    }

    private static final class TestAndSet extends Contest {
        private final AtomicBoolean lock = new AtomicBoolean();

        @Override
        void rounds(Entrant entrant) {
            while (isOpen()) {
                while (lock.getOpaque() || !lock.compareAndSet(false, true)) {
                    Thread.onSpinWait();
                }
                entrant.inside();
                lock.setRelease(false);
                entrant.outside();
            }
        }
    }
}
