/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import io.perch.os.Waiting;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for the few dozen instructions of a slow path. It allocates nothing. Waiters spin, then sleep briefly, and virtual
 * threads keep their carriers meanwhile: the holder has one, as it never waits for anything but such a lock, so it will go
 * on (netty#13204 is about locks whose holder may have none). Not reentrant.
 */
public class SpinLock {
    private static final VarHandle HELD;
    /** As long as a nap. A yield, which may be shorter, hands whole time slices to whoever is ready. None on a single CPU. */
    private static final int SPIN_NANOS = Runtime.getRuntime().availableProcessors() == 1 ? 0 : 50_000;
    /** For a tenth of a second. */
    private static final int NAPS = 1000;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Waiting.prepare();
    }

    /**
     * False is what {@link #unlock} writes, with less of a fence. A holder on the hot path, where nobody asks for spare stack,
     * writes it itself if there is none left for the call.
     */
    public volatile boolean held;

    /** Takes the lock if it is free; never waits. */
    public boolean tryLock() {
        return take();
    }

    private boolean take() {
        return !(boolean) HELD.getOpaque(this) && HELD.compareAndSet(this, false, true);
    }

    /** Takes the lock, waiting for its holder. */
    public void lock() {
        acquire();
    }

    /** Takes the lock, and returns how often it was seen held meanwhile: 0 if it was free. */
    final int acquire() {
        // Does not look at it first: that would fetch the cache line from another CPU once for reading, and then once more for
        // writing.
        if (HELD.compareAndSet(this, false, true)) {
            return 0;
        }
        int attempts = 0;
        int naps = 0;
        long end = System.nanoTime() + SPIN_NANOS;
        while (!take()) {
            attempts++;
            if (System.nanoTime() < end) {
                Thread.onSpinWait();
            } else if (naps < NAPS) {
                naps++;
                Waiting.nap();
            } else {
                // Whatever holds it up, it is not the CPU; perhaps a class loader that wants the carrier.
                Waiting.leave();
            }
        }
        return attempts + 1;
    }

    /** Gives the lock back; only its holder may call this. */
    public void unlock() {
        HELD.setRelease(this, false);
    }
}
