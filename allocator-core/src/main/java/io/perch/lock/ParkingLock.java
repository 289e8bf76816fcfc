/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import io.perch.lock.Waiter.State;
import io.perch.sync.SpareStack;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The protocol of {@link OwnerAwareLock}.
 *
 * <p>A thread that does not get the lock at once tries for a while, unless too many do so already, and then parks. Whoever unlocks
 * wakes a parked thread only if none is trying, and the woken one counts as trying before it is woken: so no more threads are woken
 * than can get the lock.
 *
 * <p>No wake-up is lost. Whoever unlocks writes {@code owner} before asking whether {@link Waiters#needOne}; a waiter enqueues, or
 * stops trying, before it looks at {@code owner} once more. So either that look finds the lock free, or whoever unlocks finds the
 * waiter, or there is another owner in between, for which the same holds.
 *
 * <p>A parked thread also looks by itself, after {@code patience} and then after ever longer times: so those who try cannot pass it
 * over for long, and nothing is lost if a wake-up fails for want of memory.
 */
class ParkingLock {
    /** A time that does not end. */
    static final long FOREVER = Long.MAX_VALUE;
    /** Two time slices. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(6);

    private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    /** Looks at the lock between two looks at the owner's clock: a microsecond or two. */
    private static final int LOOKS = 64;
    /** Looks at the clock before a thread parks in any case: then it has tried for some 100 µs, longer than parking takes. */
    private static final int MOST_ROUNDS = 48;
    /** The same for an owner whose clock is not known: some 20 µs. */
    private static final int BLIND_ROUNDS = 8;
    private final OwnerWatch watch;
    private final long patience;
    private final Waiters waiters;
    private volatile Thread owner;

    /** Apart from the lock's own class, before whose initialization nobody can ask for stack. */
    private static final class Field {
        static final VarHandle OWNER;

        static {
            try {
                OWNER = MethodHandles.lookup().findVarHandle(ParkingLock.class, "owner", Thread.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    /** Initializes what a lock needs. The caller has stack for it. */
    static void initialize() {
        Objects.requireNonNull(Field.OWNER);
        Objects.requireNonNull(State.TRYING);
    }

    /**
     * A free lock.
     *
     * @param mostTrying how many threads may try at once; a woken one counts, but is not kept from it
     * @param patience   nanoseconds
     */
    ParkingLock(OwnerWatch watch, int mostTrying, long patience) {
        this.watch = watch;
        this.patience = patience;
        this.waiters = new Waiters(mostTrying);
        watch.introduce(Thread.currentThread());
    }

    /** The thread that has it, or null. */
    final Thread owner() {
        return owner;
    }

    /** Takes the lock if it is free; never waits. */
    final boolean take() {
        SpareStack.require();
        return take(Thread.currentThread());
    }

    private boolean take(Thread me) {
        return owner == null && Field.OWNER.compareAndSet(this, null, me);
    }

    /** Takes the lock; an interrupt does not end the wait. */
    final void acquire() {
        SpareStack.require();
        Thread me = Thread.currentThread();
        if (!Field.OWNER.compareAndSet(this, null, me)) {
            try {
                contend(me, false, FOREVER);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Takes the lock; false if that many nanoseconds pass before. */
    final boolean acquire(long nanos) throws InterruptedException {
        SpareStack.require();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread me = Thread.currentThread();
        return take(me) || (nanos > 0 && contend(me, true, nanos));
    }

    /** @throws IllegalMonitorStateException if the calling thread does not have the lock */
    final void release() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("this thread does not have the lock");
        }
        owner = null;
        if (waiters.needOne()) {
            wakeOne();
        }
    }

    /** The lock is free by now, so that what goes wrong here must not appear to the caller as a failure to unlock. */
    private void wakeOne() {
        try {
            Waiter waiter = waiters.takeFirst();
            if (waiter != null) {
                wake(waiter.thread);
            }
        } catch (OutOfMemoryError | StackOverflowError unwoken) {
            // To wake a virtual thread takes memory. It looks by itself.
        }
    }

    /** Ends the park of a thread. */
    void wake(Thread thread) {
        LockSupport.unpark(thread);
    }

    /** Whether threads are parked for it, or try. */
    final boolean isWaitedFor() {
        return waiters.any();
    }

    /** @return whether it got the lock in time */
    private boolean contend(Thread me, boolean interruptible, long nanos) throws InterruptedException {
        if (owner == me) {
            throw new IllegalMonitorStateException("this thread has the lock already, and it is not reentrant");
        }
        watch.introduce(me);
        Waiter waiter = new Waiter(me, patience);
        long begin = System.nanoTime();
        boolean got = false;
        try {
            waiters.startTrying(waiter);
            do {
                got = attempt(waiter);
            } while (!got && park(waiter, interruptible, begin, nanos));
            return got;
        } finally {
            leave(waiter, got);
        }
    }

    /** Tries for a while, if it is the waiter's turn; if that is in vain, puts it into the queue. */
    private boolean attempt(Waiter waiter) {
        boolean got = waiter.state == State.TRYING && tryFor(waiter.thread);
        waiters.stopTrying(waiter);
        if (got || take(waiter.thread)) {
            return true;
        }
        waiters.enqueue(waiter);
        return look(waiter.thread);
    }

    /** The last look before a thread parks. */
    boolean look(Thread me) {
        return take(me);
    }

    /** Looks at the lock as long as its owner runs, but not for ever. */
    private boolean tryFor(Thread me) {
        Thread watched = null;
        long before = 0;
        int blind = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (int i = 0; i < LOOKS; i++) {
                if (take(me)) {
                    return true;
                }
                Thread.onSpinWait();
            }
            Thread current = owner;
            if (current != null) {
                long now = watch.cpuNanos(current);
                if (now == OwnerWatch.UNKNOWN) {
                    if (++blind == BLIND_ROUNDS) {
                        return false;
                    }
                } else if (now < 0 || (current == watched && now == before)) {
                    return false;
                }
                watched = current;
                before = now;
            }
        }
        return false;
    }

    /**
     * Parks until it is the waiter's turn to try, or it is out of patience.
     *
     * @return false if it is out of time
     */
    private boolean park(Waiter waiter, boolean interruptible, long begin, long nanos) throws InterruptedException {
        long parked = System.nanoTime();
        long now = parked;
        while (waiter.state == State.QUEUED) {
            long left = nanos == FOREVER ? FOREVER : nanos - (now - begin);
            long patient = waiter.patience == FOREVER ? FOREVER : waiter.patience - (now - parked);
            if (left <= 0) {
                return false;
            }
            if (patient <= 0) {
                waiters.takeOut(waiter);
                waiter.patience = Math.min(2 * waiter.patience, MOST_PATIENCE);
                return true;
            }
            LockSupport.parkNanos(this, Math.min(left, patient));
            if (Thread.interrupted()) {
                if (interruptible) {
                    throw new InterruptedException();
                }
                waiter.interrupted = true;
            }
            now = System.nanoTime();
        }
        return true;
    }

    /** Takes the waiter out, with the lock or without; in the second case another one may have to be woken in its place. */
    private void leave(Waiter waiter, boolean got) {
        waiters.remove(waiter);
        waiters.stopTrying(waiter);
        if (!got && owner == null && waiters.needOne()) {
            wakeOne();
        }
        if (waiter.interrupted) {
            waiter.thread.interrupt();
        }
    }
}
