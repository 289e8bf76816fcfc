/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Mode;
import io.perch.stats.PerchStats;
import java.util.ArrayList;
import java.util.List;

/**
 * The allocators of a run, one after another, while the threads keep running. A closed one lives on until its last block is freed,
 * by whichever thread holds it by then.
 */
final class Allocators {
    private static final long LIMIT = 512 << 20;
    /** So little that lists become full and empty all the time. */
    private static final long SLAB = 1 << 20;

    private final List<Mode> modes;
    private final List<PerchAllocator> closed = new ArrayList<>();
    private volatile PerchAllocator current;
    private int turn;
    private long lost;
    private long doubled;

    /** @param modes the modes of the allocators, in turn; all of them work on this machine */
    Allocators(List<Mode> modes) {
        this.modes = modes;
        this.current = open(modes.get(0));
    }

    private static PerchAllocator open(Mode mode) {
        return PerchAllocator.create(
                PerchConfig.builder().mode(mode).hardLimit(LIMIT).softLimit(LIMIT).slabBytes(SLAB).build());
    }

    /** Why a mode does not work on this machine, or "". */
    static String refusal(Mode mode) {
        try (PerchAllocator perch = open(mode)) {
            return perch.mode() == mode ? "" : perch.modeReason();
        }
    }

    /** The one to allocate from. It may be closed at any time. */
    PerchAllocator current() {
        return current;
    }

    /** Opens the next allocator and closes the previous one, whatever threads are doing in it. */
    void change() {
        turn++;
        PerchAllocator before = current;
        current = open(modes.get(turn % modes.size()));
        before.close();
        closed.add(before);
        closed.removeIf(this::isGone);
    }

    private boolean isGone(PerchAllocator perch) {
        PerchStats stats = perch.stats();
        if (stats.reserved() == 0) {
            doubled += stats.doubleFrees();
            return true;
        }
        return false;
    }

    /** Checks the figures of the current allocator while threads use it. */
    void check(Tally tally) {
        PerchStats stats = current.stats();
        if (stats.slabAvailable() + stats.slabCapacity() != stats.slabBudget() || stats.slabAvailable() < 0) {
            tally.note(new AssertionError("slab capacity: " + stats.slabAvailable() + " + " + stats.slabCapacity()
                    + " bytes, not " + stats.slabBudget()));
        }
        if (stats.committed() > stats.hardLimit()) {
            tally.note(new AssertionError("committed: " + stats.committed() + " of " + stats.hardLimit() + " bytes"));
        }
    }

    /** Closes all allocators, once every block is freed, and adds up their figures. */
    void close(Tally tally) {
        current.trim();
        check(tally);
        current.close();
        closed.add(current);
        for (PerchAllocator perch : closed) {
            PerchStats stats = perch.stats();
            lost += Math.max(0, stats.inUse());
            doubled += stats.doubleFrees();
            if (stats.reserved() != 0 && stats.inUse() <= 0) {
                tally.note(new AssertionError("address space after close: " + stats.reserved() + " bytes"));
            }
        }
    }

    /** Bytes in use although every block was freed. */
    long lost() {
        return lost;
    }

    /** Blocks that were free and came back once more. */
    long doubled() {
        return doubled;
    }
}
