/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.inject.FaultyRuns;
import io.perch.sizeclass.SizeClasses;

/** Allocations and frees of all kinds: refill, overflow, large and aligned blocks, trim and what maintenance does. */
final class EveryCallScript extends AllocatorScript {
    private static final int[] SIZES = {64, 1024, 4096, 100_000};
    private static final int[] OTHER_SIZES = {900, 20_000};
    private static final int BLOCKS = 14;
    private static final long LARGE = 3 << 20;

    EveryCallScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
    }

    private void freeAll() {
        blocks().forEach(this::free);
    }

    @Override
    void calls() {
        for (int size : SIZES) {
            for (int i = 0; i < BLOCKS; i++) {
                allocate(size);
            }
            freeAll();
        }
        attemptUntilDone(perch::stats);
        freeBlocksOfAnotherThread();
        // Of classes that the caches had not seen.
        allocate(200);
        attempt(() -> keep(perch.allocate(5000, 8192), 5000));
        attempt(() -> keep(perch.allocate(70_000, 32_768), 70_000));
        attempt(() -> keep(perch.allocateAtLeast(700).address(), 700));
        attempt(() -> keep(perch.allocateOnNode(2000, 0), 2000));
        if (perch.access().partitions().count() > 1) {
            attempt(() -> keep(perch.allocateOnNode(2000, 1), 2000));
        }
        adaptersTake();
        allocate(LARGE);
        extendLargest();
        attemptUntilDone(perch::trim);
        freeAll();
        attemptUntilDone(perch::doWork);
        attemptUntilDone(perch::trim);
        // Pages that were given back are taken again.
        allocate(2 << 20);
        allocate(1024);
        freeAll();
    }

    /** Of classes that this thread's caches have no lists for yet. */
    private void freeBlocksOfAnotherThread() {
        for (int size : OTHER_SIZES) {
            keep(FaultyRuns.elsewhere(() -> perch.allocate(size)), size);
        }
        freeAll();
    }

    /** Past what users' calls ask first. */
    private void adaptersTake() {
        int sizeClass = SizeClasses.classOf(1400);
        attempt(() -> keep(perch.access().frontEnd().refill(sizeClass), SizeClasses.size(sizeClass)));
    }

    private void extendLargest() {
        for (long block : blocks()) {
            if (size(block) == LARGE) {
                attempt(() -> perch.access().extend(block, 5 << 20));
            }
        }
    }
}
