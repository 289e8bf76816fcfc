/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.sizeclass.SizeClasses;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is local and what is not, for each home, where that is not counted in a slab. For any thread. */
public final class HomeTraffic {
    private final LongAdder[] localAllocations;
    private final LongAdder[] remoteAllocations;
    private final LongAdder[] localFrees;
    private final LongAdder[] remoteFrees;
    private final LongAdder[] flushedBytes;

    /** @param homes how many */
    public HomeTraffic(int homes) {
        localAllocations = adders(homes);
        remoteAllocations = adders(homes);
        localFrees = adders(homes);
        remoteFrees = adders(homes);
        flushedBytes = adders(homes);
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    /** A block of {@code home} was handed to a thread at {@code user}. */
    public void allocated(int home, int user) {
        (home == user ? localAllocations : remoteAllocations)[home].increment();
    }

    /** A block of {@code home} was freed by a thread at {@code user}. */
    public void freed(int home, int user) {
        (home == user ? localFrees : remoteFrees)[home].increment();
    }

    /** What a slab of {@code home} has counted is counted here from now on. */
    void add(int home, long allocations, long frees) {
        localAllocations[home].add(allocations);
        localFrees[home].add(frees);
    }

    /** Blocks came home that threads elsewhere had freed, and that were not counted as freed yet. */
    void cameHome(int home, int sizeClass, int blocks) {
        remoteFrees[home].add(blocks);
        flushedBytes[home].add((long) blocks * SizeClasses.size(sizeClass));
    }

    /** A block came home at once that was counted as freed elsewhere. */
    void cameHomeAlone(int home, long bytes) {
        flushedBytes[home].add(bytes);
    }

    /** What was counted so far. */
    public HomeCounts counts(int home) {
        return new HomeCounts(localAllocations[home].sum(), remoteAllocations[home].sum(), localFrees[home].sum(),
                remoteFrees[home].sum(), flushedBytes[home].sum());
    }
}
