/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.PerchConfig;
import io.perch.arena.Arena;
import io.perch.slab.FrontEnd;
import io.perch.sync.SpinLock;

/**
 * What an allocator does beside its users' calls: memory that nobody uses goes back tier by tier, and budget goes where misses
 * are.
 *
 * <p>The periods are tcmalloc's. They have no common divisor but 1, so that not everything falls due at once.
 */
public final class MaintenanceRound {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK = SECOND;
    private static final long IDLE = 30 * SECOND;
    private static final long BALANCE = 5 * SECOND;
    private static final long PLUNDER = 7 * SECOND;
    private static final long MILLISECOND = 1_000_000L;

    private final FrontEnd slabs;
    private final BackEnd back;
    private final long decay;
    private final long rate;
    private final SpinLock working = new SpinLock();
    private long lastLook;
    private long lastBalance;
    private long lastPlunder;
    private long lastAge;
    /** Bytes that may be given back now; what was not used of it stays, up to what an age allows. */
    private long allowance;

    /** @param now in nanoseconds, of the clock that {@link #doWork} is given too */
    public MaintenanceRound(PerchConfig config, FrontEnd slabs, BackEnd back, long now) {
        this.slabs = slabs;
        this.back = back;
        this.decay = Math.multiplyExact(config.decayMillis(), MILLISECOND);
        this.rate = config.releaseRate();
        lastLook = now;
        lastBalance = now;
        lastPlunder = now;
        lastAge = now;
    }

    /** Does what is due; nothing if another thread is at it. Returns how much was done, 0 for nothing. */
    public int doWork(long now) {
        if (now - lastLook < LOOK || !working.tryLock()) {
            return 0;
        }
        try {
            long elapsed = now - lastLook;
            lastLook = now;
            int done = slabs.drainIdle(now, IDLE);
            if (now - lastBalance >= BALANCE) {
                lastBalance = now;
                done += slabs.balance() ? 1 : 0;
            }
            if (now - lastPlunder >= PLUNDER) {
                lastPlunder = now;
                done += back.plunder();
            }
            return done + release(now, elapsed);
        } finally {
            working.unlock();
        }
    }

    /** Ends an age where one is over, and gives back what is idle since the last, as fast as allowed. */
    private int release(long now, long elapsed) {
        boolean aged = now - lastAge >= decay;
        if (aged) {
            lastAge = now;
        }
        allowance = (long) Math.min(allowance + (double) rate * elapsed / SECOND, (double) rate * decay / SECOND);
        int done = 0;
        for (Arena arena : back.arenas) {
            if (aged) {
                arena.tick();
            }
            long released = arena.releaseIdle(allowance);
            allowance -= released;
            done += released > 0 ? 1 : 0;
        }
        return done;
    }
}
