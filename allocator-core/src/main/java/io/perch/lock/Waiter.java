/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

/** A thread that waits for a lock. */
final class Waiter {
    /** What it does at the moment. */
    enum State {
        /** Neither of the others. */
        OUTSIDE,
        /** It is in the queue, parked or about to park. */
        QUEUED,
        /** It looks at the lock again and again, or was woken in order to. */
        TRYING
    }

    final Thread thread;
    /** Changed by the thread itself; from {@link State#QUEUED}, by whoever has the guard of {@link Waiters}. */
    volatile State state = State.OUTSIDE;
    /** Nanoseconds until it looks by itself. */
    long patience;
    /** Whether it was interrupted, and goes on waiting. */
    boolean interrupted;
    /** Links of the queue. */
    Waiter before;
    Waiter after;
    /** Whether it has been in the queue before, and so goes to its front. */
    boolean returning;

    Waiter(Thread thread, long patience) {
        this.thread = thread;
        this.patience = patience;
    }
}
