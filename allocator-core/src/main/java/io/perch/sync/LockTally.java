/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import io.perch.stats.LockKind;
import io.perch.stats.LockStats;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The counts of locks, added up by kind. For one thread. */
public final class LockTally {
    private final Map<LockKind, LockStats> sums = new EnumMap<>(LockKind.class);

    /** Adds the counts of a lock. */
    public void add(CountedLock lock) {
        add(lock.kind(), lock.acquisitions(), lock.contended(), lock.spins());
    }

    /** Adds the counts of something that is taken like a lock. */
    public void add(LockKind kind, long acquisitions, long contended, long spins) {
        sums.merge(kind, new LockStats(kind, acquisitions, contended, spins), LockStats::plus);
    }

    /** Adds the sums of another. */
    public void add(LockTally other) {
        other.sums.values().forEach(sum -> sums.merge(sum.kind(), sum, LockStats::plus));
    }

    /** The sums, one for each kind, in the order of the kinds. */
    public List<LockStats> sums() {
        return Arrays.stream(LockKind.values()).map(kind -> sums.getOrDefault(kind, new LockStats(kind, 0, 0, 0))).toList();
    }
}
