/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/** Who acquired a buffer of a checked pool and who released it; and, through its reference queue, that nobody ever will. */
final class LeakRecord extends PhantomReference<PooledBuffer> {
    private final Throwable acquired;
    private final String what;
    private volatile Throwable released;

    LeakRecord(PooledBuffer buffer, ReferenceQueue<PooledBuffer> lost) {
        super(buffer, lost);
        what = buffer.toString();
        acquired = new Throwable("acquired by " + Thread.currentThread().getName());
    }

    /** Notes who released it, if the heap has room for that. */
    void release() {
        try {
            released = new Throwable("released by " + Thread.currentThread().getName());
        } catch (OutOfMemoryError full) {
            released = null;
        }
    }

    /** Adds both stack traces to an exception. */
    void explain(Throwable misuse) {
        misuse.addSuppressed(acquired);
        Throwable release = released;
        if (release != null) {
            misuse.addSuppressed(release);
        }
    }

    /** Where it was acquired. */
    Throwable acquired() {
        return acquired;
    }

    @Override
    public String toString() {
        return what;
    }
}
