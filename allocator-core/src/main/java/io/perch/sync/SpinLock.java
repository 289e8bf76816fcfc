/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for the few dozen instructions of a slow path. It allocates nothing, and a virtual thread that waits for it is
 * never parked behind a carrier that waits too (netty#13204): waiters spin, then yield, then sleep briefly. Not reentrant.
 */
public class SpinLock {
    private static final VarHandle HELD;
    private static final int SPINS = 64;
    private static final int YIELDS = 64;
    private static final long NAP_NANOS = 50_000;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private volatile boolean held;

    /** Takes the lock if it is free; never waits. */
    public final boolean tryLock() {
        return !(boolean) HELD.getOpaque(this) && HELD.compareAndSet(this, false, true);
    }

    /** Takes the lock, waiting for its holder. */
    public final void lock() {
        // Does not look at it first: that would fetch the cache line from another CPU once for reading, and then once more for
        // writing.
        if (HELD.compareAndSet(this, false, true)) {
            return;
        }
        int attempts = 0;
        while (!tryLock()) {
            attempts++;
            if (attempts < SPINS) {
                Thread.onSpinWait();
            } else if (attempts < SPINS + YIELDS) {
                Thread.yield();
            } else {
                // A holder with a lower real-time priority would never run while we only yield.
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    /** Gives the lock back; only its holder may call this. */
    public final void unlock() {
        HELD.setRelease(this, false);
    }
}
