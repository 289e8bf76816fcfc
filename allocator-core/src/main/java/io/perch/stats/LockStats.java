/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.List;
import java.util.Locale;

/**
 * What happened to the locks of a kind since the allocator was made; {@linkplain PerchStats statistics} themselves are not counted.
 *
 * @param kind         of the locks
 * @param acquisitions how often one was taken
 * @param contended    how often one was held by another thread when somebody came to wait for it
 * @param spins        how often those who waited saw it held
 */
public record LockStats(LockKind kind, long acquisitions, long contended, long spins) {
    private static final String ROW = "%-20s %18s %14s %14s%n";

    /** The sums of two of the same kind. */
    public LockStats plus(LockStats other) {
        return new LockStats(kind, acquisitions + other.acquisitions, contended + other.contended, spins + other.spins);
    }

    /** What happened since an earlier moment. */
    public LockStats since(LockStats earlier) {
        return new LockStats(kind, acquisitions - earlier.acquisitions, contended - earlier.contended, spins - earlier.spins);
    }

    /** The kinds that were taken, one below the other, if there are any. */
    static String table(List<LockStats> locks) {
        StringBuilder table = new StringBuilder();
        for (LockStats lock : locks) {
            if (lock.acquisitions > 0) {
                table.append(table.isEmpty() ? String.format(ROW, "lock", "acquisitions", "contended", "spins") : "");
                table.append(String.format(ROW, lock.kind.label(), number(lock.acquisitions), number(lock.contended),
                        number(lock.spins)));
            }
        }
        return table.toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
