/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.engine.MovedClock;

/**
 * Maintenance that has much to do: surplus to give back, budget to move, and pages that nobody needs. Rounds that find the heap
 * full at each of their sites keep nothing from being done later.
 */
final class MaintenanceScript extends AllocatorScript {
    private static final int[] SIZES = {64, 4096, 30_000};
    private static final int BLOCKS = 40;
    /** Milliseconds; nine of them are more than budget waits to be moved. */
    private static final int PERIOD = 600;
    private static final int ROUNDS = 24;
    private static final long MIB = 1 << 20;

    private final MovedClock clock;
    private int rounds;

    MaintenanceScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
        clock = new MovedClock(perch.engine);
    }

    @Override
    void calls() {
        for (int size : SIZES) {
            for (int i = 0; i < BLOCKS; i++) {
                allocate(size);
            }
        }
        allocate(2 * MIB);
        blocks().forEach(this::free);
        // Some traffic, so that lists have needed few of their blocks.
        for (int i = 0; i < ROUNDS; i++) {
            attemptUntilDone(this::round);
            allocate(SIZES[i % 2]);
            blocks().forEach(this::free);
        }
    }

    private void round() {
        rounds++;
        clock.doWork(rounds * (long) PERIOD);
    }

    @Override
    void checkMore() {
        for (int i = 0; i < ROUNDS; i++) {
            round();
        }
        if (!kind.isChecked()) {
            assertThat(perch.stats().committed() - perch.stats().metadata()).as("kept by rounds").isLessThan(MIB);
        }
    }
}
