/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

/** A lock whose threads park at once and never look by themselves: only the others' wake-ups let them go on. */
public class LockUnderTest extends ParkingLock {
    /** A free lock. */
    public LockUnderTest() {
        super(new OwnerWatch(null), 0, FOREVER);
    }

    /** @return whether it got the lock within so many nanoseconds */
    public final boolean tryLock(long nanos) {
        try {
            return acquire(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public final void unlock() {
        release();
    }
}
