/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import io.perch.lock.Waiter.State;
import io.perch.sync.SpinLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Who waits for a lock: those who try, and the queue of those who are parked. It allocates nothing. Thread-safe. */
final class Waiters {
    private static final VarHandle TRYING;

    static {
        try {
            TRYING = MethodHandles.lookup().findVarHandle(Waiters.class, "trying", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int mostTrying;
    private final SpinLock guard = new SpinLock();
    private Waiter first;
    private Waiter last;
    /** Written under the guard, read without it. */
    private volatile int queued;
    private volatile int trying;

    /** @param mostTrying how many threads may try at once; a woken one counts, but is not kept from it */
    Waiters(int mostTrying) {
        this.mostTrying = mostTrying;
    }

    /** Whether a thread is parked, or about to, and nobody tries. */
    boolean needOne() {
        return queued != 0 && trying == 0;
    }

    /** Whether a thread is parked, or tries. */
    boolean any() {
        return queued != 0 || trying != 0;
    }

    /** Lets a waiter try, unless too many do. */
    void startTrying(Waiter waiter) {
        int before = trying;
        while (before < mostTrying) {
            if (TRYING.compareAndSet(this, before, before + 1)) {
                waiter.state = State.TRYING;
                return;
            }
            before = trying;
        }
    }

    /** To be called by who tries; does nothing to others. */
    void stopTrying(Waiter waiter) {
        if (waiter.state == State.TRYING) {
            waiter.state = State.OUTSIDE;
            TRYING.getAndAdd(this, -1);
        }
    }

    /** Puts a waiter at the end of the queue, or in front if it has been there before. */
    void enqueue(Waiter waiter) {
        guard.lock();
        if (waiter.returning) {
            link(null, waiter, first);
        } else {
            link(last, waiter, null);
        }
        waiter.returning = true;
        waiter.state = State.QUEUED;
        queued++;
        guard.unlock();
    }

    /** Takes the first waiter out of the queue, and counts it among those who try; null if there is none. */
    Waiter takeFirst() {
        guard.lock();
        Waiter waiter = first;
        if (waiter != null) {
            unlink(waiter, State.TRYING);
        }
        guard.unlock();
        return waiter;
    }

    /** Takes a waiter out of the queue, and counts it among those who try, if no other thread has done so. */
    void takeOut(Waiter waiter) {
        dequeue(waiter, State.TRYING);
    }

    /** Takes a waiter out of the queue, if it is there. */
    void remove(Waiter waiter) {
        dequeue(waiter, State.OUTSIDE);
    }

    private void dequeue(Waiter waiter, State next) {
        guard.lock();
        if (waiter.state == State.QUEUED) {
            unlink(waiter, next);
        }
        guard.unlock();
    }

    private void link(Waiter before, Waiter waiter, Waiter after) {
        waiter.before = before;
        waiter.after = after;
        if (before == null) {
            first = waiter;
        } else {
            before.after = waiter;
        }
        if (after == null) {
            last = waiter;
        } else {
            after.before = waiter;
        }
    }

    private void unlink(Waiter waiter, State next) {
        if (waiter.before == null) {
            first = waiter.after;
        } else {
            waiter.before.after = waiter.after;
        }
        if (waiter.after == null) {
            last = waiter.before;
        } else {
            waiter.after.before = waiter.before;
        }
        if (next == State.TRYING) {
            TRYING.getAndAdd(this, 1);
        }
        queued--;
        waiter.state = next;
    }
}
