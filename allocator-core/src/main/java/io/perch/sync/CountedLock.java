/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import io.perch.stats.LockKind;

/**
 * A lock that several CPUs come to, with counts of it: how often it was taken, how often somebody had to wait for it, and how often
 * it was seen held by those who waited. The counts are plain fields that only the holder writes: they lie beside the lock's word,
 * in the cache line that the holder has anyway, so that they cost an addition. Who {@linkplain #tryLock tries} in vain is not
 * counted, because that thread may not write here.
 */
public class CountedLock extends SpinLock {
    private final LockKind kind;
    private long acquisitions;
    private long contended;
    private long spins;
    /** Null, except in a JVM that measures locks. */
    private final LockTimes times;

    /** @param kind with which it is counted */
    public CountedLock(LockKind kind) {
        this.kind = kind;
        this.times = LockTimes.of(kind);
    }

    @Override
    public final boolean tryLock() {
        if (!super.tryLock()) {
            return false;
        }
        taken();
        return true;
    }

    @Override
    public final void lock() {
        int seen = acquire();
        if (seen > 0) {
            contended++;
            spins += seen;
        }
        taken();
    }

    private void taken() {
        acquisitions++;
        if (LockTimes.ON) {
            times.begin();
        }
    }

    /** Takes the lock without being counted, for those who look at the counts. */
    public final void lockUncounted() {
        acquire();
    }

    @Override
    public final void unlock() {
        if (LockTimes.ON) {
            times.end();
        }
        super.unlock();
    }

    /** With which kind it is counted. */
    final LockKind kind() {
        return kind;
    }

    /** How often it was taken; exact under the lock, as the other counts are. */
    public final long acquisitions() {
        return acquisitions;
    }

    /** How often it was held by another thread when somebody came to wait for it. */
    public final long contended() {
        return contended;
    }

    /** How often those who waited saw it held. */
    public final long spins() {
        return spins;
    }
}
