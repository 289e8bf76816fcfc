/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import io.perch.sync.RoomForClasses;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock for short critical sections on machines with fewer CPUs than threads: a waiter spins as long as the owner is on a CPU, for
 * 100 µs at most, and parks otherwise. Whether the owner is on a CPU is seen by its CPU clock, which the kernel tells; where it
 * does not, or the owner is a virtual thread, waiters spin for some 20 µs and then park. {@code docs/locks.md} tells more.
 *
 * <p>Not reentrant, and without conditions. Not fair: a thread that asks at the right moment goes before those that wait; a parked
 * one looks by itself after 6 ms, so none starves. What happens before {@link #unlock} is visible after the next {@link #lock}.
 *
 * <p>Platform and virtual threads may use it together; a virtual thread leaves its carrier while it is parked. Methods that may
 * wait need 12 KiB of stack and a few dozen bytes of heap, and ask for them before anything else: an error that they throw leaves
 * the lock as it was.
 */
public final class OwnerAwareLock extends ParkingLock implements Lock {
    private static boolean ready;

    /** A free lock. */
    public OwnerAwareLock() {
        super(watch(), Math.max(2, Runtime.getRuntime().availableProcessors()), PATIENCE);
    }

    /** What initializes classes for the first lock asks for room before. */
    private static OwnerWatch watch() {
        prepare();
        return OwnerWatch.ofProcess();
    }

    private static void prepare() {
        if (!ready) {
            RoomForClasses.require();
            ParkingLock.initialize();
            ready = OwnerWatch.reason() != null;
        }
    }

    /** Whether waiters can see that an owner is not on a CPU. */
    public static boolean available() {
        return reason().isEmpty();
    }

    /** Why waiters cannot see it and only spin for a while, or "". */
    public static String reason() {
        prepare();
        return OwnerWatch.reason();
    }

    /**
     * Takes the lock. An interrupt does not end the wait, and is not lost.
     *
     * @throws IllegalMonitorStateException if the calling thread has it already
     */
    @Override
    public void lock() {
        acquire();
    }

    /**
     * Takes the lock unless the thread is interrupted.
     *
     * @throws InterruptedException         if it is, before or while it waits
     * @throws IllegalMonitorStateException if the calling thread has the lock already
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        acquire(FOREVER);
    }

    /** Takes the lock if it is free; never waits. False also if the calling thread has it. */
    @Override
    public boolean tryLock() {
        return take();
    }

    /**
     * Takes the lock if it gets it within the time; 0 or less is no time.
     *
     * @throws InterruptedException         if the thread is interrupted, before or while it waits
     * @throws IllegalMonitorStateException if the calling thread has the lock already, and there is any time
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return acquire(unit.toNanos(time));
    }

    /**
     * Gives the lock back.
     *
     * @throws IllegalMonitorStateException if the calling thread does not have it
     */
    @Override
    public void unlock() {
        release();
    }

    /**
     * Not supported.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("this lock has no conditions: ReentrantLock has");
    }

    /** Whether some thread has the lock: for monitoring, as it may change at once. */
    public boolean isLocked() {
        return owner() != null;
    }

    /** Whether the calling thread has the lock. */
    public boolean isHeldByCurrentThread() {
        return owner() == Thread.currentThread();
    }

    /** Names the owner. */
    @Override
    public String toString() {
        Thread current = owner();
        return super.toString() + (current == null ? "[free]" : "[locked by " + current.getName() + ']');
    }
}
