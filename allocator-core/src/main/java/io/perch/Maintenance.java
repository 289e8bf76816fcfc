/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.slab.CpuSlabs;
import io.perch.sync.SpinLock;
import io.perch.transfer.TransferCache;

/**
 * What an allocator does beside its users' calls: memory that nobody uses goes back tier by tier, and budget goes where misses
 * are.
 *
 * <p>The periods are tcmalloc's. They have no common divisor but 1, so that not everything falls due at once.
 */
final class Maintenance {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK = SECOND;
    private static final long IDLE = 30 * SECOND;
    private static final long BALANCE = 5 * SECOND;
    private static final long PLUNDER = 7 * SECOND;
    private static final long RELEASE = 11 * SECOND;

    private final CpuSlabs slabs;
    private final BackEnd back;
    private final SpinLock working = new SpinLock();
    private long lastLook;
    private long lastBalance;
    private long lastPlunder;
    private long lastRelease;

    /** @param now in nanoseconds, of the clock that {@link #doWork} is given too */
    Maintenance(CpuSlabs slabs, BackEnd back, long now) {
        this.slabs = slabs;
        this.back = back;
        lastLook = now;
        lastBalance = now;
        lastPlunder = now;
        lastRelease = now;
    }

    /** Does what is due; nothing if another thread is at it. Returns how much was done, 0 for nothing. */
    int doWork(long now) {
        if (now - lastLook < LOOK || !working.tryLock()) {
            return 0;
        }
        try {
            lastLook = now;
            int done = slabs.drainIdle(now, IDLE);
            if (now - lastBalance >= BALANCE) {
                lastBalance = now;
                done += slabs.balance() ? 1 : 0;
            }
            if (now - lastPlunder >= PLUNDER) {
                lastPlunder = now;
                done += plunder();
            }
            if (now - lastRelease >= RELEASE) {
                lastRelease = now;
                done += back.arena.releaseIdle() > 0 ? 1 : 0;
            }
            return done;
        } finally {
            working.unlock();
        }
    }

    private int plunder() {
        int sent = 0;
        for (TransferCache cache : back.transfer) {
            sent += cache.plunder();
        }
        return sent;
    }
}
