/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.arena.Arena;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.slab.FrontEnd;
import io.perch.sync.SpinLock;

/**
 * What an allocator does besides its users' calls: memory that nobody uses goes back tier by tier, and budget goes where misses
 * are.
 *
 * <p>Blocks that a cache did not need for a second go to the tier behind it. Pages that an arena is not likely to need, by how
 * fast its need rose in the last half of {@link Option#RELEASE_AFTER}, go back to the system, most of them in each twentieth of
 * that time: see {@link Arena#releaseIdle}. So do pages inside of spans whose blocks were free for a tenth of it.
 */
final class MaintenanceRound {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long BALANCE = 5 * SECOND;
    /** An arena remembers ten ticks, and gives back most of what it finds idle in each. */
    private static final int TICKS = 20;
    /** For how many ticks a block inside of a span has to be free before its pages go. */
    private static final int IDLE_TICKS = 2;
    /** Spans of each size class that are looked at in a tick, which takes some 50 us; if there are more, it takes several ticks. */
    private static final int MOST_LOOKS = 1024;
    /** Milliseconds of a year: no round comes for what is never to be given back. */
    private static final long LONGEST = 365L * 24 * 3600 * 1000;

    private final FrontEnd slabs;
    private final BackEnd back;
    private final long tick;
    private final SpinLock working = new SpinLock();
    private long lastTick;
    private long lastSecond;
    private long lastBalance;

    /** @param now in nanoseconds, from the same clock that {@link #doWork} is given */
    MaintenanceRound(OptionValues options, FrontEnd slabs, BackEnd back, long now) {
        this.slabs = slabs;
        this.back = back;
        this.tick = Math.min(LONGEST, options.number(Option.RELEASE_AFTER)) * MILLISECOND / TICKS;
        lastTick = now;
        lastSecond = now;
        lastBalance = now;
    }

    /** Does what is due; nothing if another thread is doing it. Returns how much was done, 0 for nothing. */
    int doWork(long now) {
        if (now - lastTick < tick && now - lastSecond < SECOND || !working.tryLock()) {
            return 0;
        }
        try {
            int done = 0;
            if (now - lastSecond >= SECOND) {
                lastSecond = now;
                done += slabs.giveBackSurplus() + back.plunder();
            }
            if (now - lastBalance >= BALANCE) {
                lastBalance = now;
                done += slabs.balance() ? 1 : 0;
            }
            if (now - lastTick >= tick) {
                slabs.watch();
                done += release(now);
                lastTick = now;
            }
            return done;
        } finally {
            working.unlock();
        }
    }

    /** Ends a tick of arenas and lists, and has them give back what is idle. */
    private int release(long now) {
        int done = 0;
        for (Arena arena : back.arenas) {
            arena.tick();
            done += arena.releaseIdle() > 0 ? 1 : 0;
        }
        back.tick();
        done += back.giveBackIdle(MOST_LOOKS, now, IDLE_TICKS * tick) > 0 ? 1 : 0;
        return done;
    }
}
