/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;

/** A crowd that misses at once again and again, and waits for something else in each wave, in turns. */
final class Waves {
    private static final double WARM_UP_PART = 0.1;
    private static final int LEAST_WARM_UP = 3;
    private static final double MEDIAN = 0.5;

    private final Crowd crowd;
    private final PerchAllocator allocator;
    private final int size;
    private final List<Member> members = new ArrayList<>();
    /** Where a wave begins, where all have their blocks, and where it ends; the thread that measures is a party too. */
    private final Phaser gate;
    private double missed;
    private volatile Wait wait;
    private volatile long usual = 1000;

    Waves(Crowd crowd, PerchAllocator allocator, int size) {
        this.crowd = crowd;
        this.allocator = allocator;
        this.size = size;
        this.gate = new Phaser(crowd.threads() + 1);
        for (int i = 0; i < crowd.threads(); i++) {
            members.add(new Member(allocator, size));
        }
    }

    /** Runs them, {@code part} of those that belong to the crowd; what was waited for is with {@link #waits} then. */
    void run(double part) {
        for (Member member : members) {
            crowd.kind().factory().newThread(() -> live(member)).start();
        }
        waves(Math.max(LEAST_WARM_UP, (int) (crowd.waves() * part * WARM_UP_PART)));
        members.forEach(Member::forget);
        long misses = allocator.stats().underflows();
        waves(Math.max(1, (int) (crowd.waves() * part)));
        missed = size > SizeClasses.MAX_SIZE ? 1
                : (double) (allocator.stats().underflows() - misses) / waits(Wait.BLOCK).count();
        wait = null;
        gate.arriveAndAwaitAdvance();
    }

    private void waves(int count) {
        for (int wave = 0; wave < count; wave++) {
            for (Wait each : Wait.values()) {
                wait = each;
                gate.arriveAndAwaitAdvance();
                gate.arriveAndAwaitAdvance();
                gate.arriveAndAwaitAdvance();
            }
            usual = (long) waits(Wait.BLOCK).percentile(MEDIAN);
        }
    }

    private void live(Member member) {
        while (true) {
            gate.arriveAndAwaitAdvance();
            Wait now = wait;
            if (now == null) {
                return;
            }
            for (int turn = 1; turn < crowd.turns(); turn++) {
                member.take(now, usual);
                member.give(now, usual);
            }
            member.take(now, usual);
            gate.arriveAndAwaitAdvance();
            member.give(now, usual);
            gate.arriveAndAwaitAdvance();
        }
    }

    /** The part of all blocks that were in no slab: 0 to 1. */
    double missed() {
        return missed;
    }

    /** Those of all threads. */
    Waits waits(Wait of) {
        Waits all = new Waits();
        members.forEach(member -> all.add(member.waits(of)));
        return all;
    }
}
