/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a {@code BufferPool} counts, or several of the same name together. A pool counts only what it was asked to count: without a
 * quota, only {@code BufferPool.live} tells what is in use, and only checked pools find leaks.
 *
 * @param name        the pool's
 * @param quota       the most bytes that may be in use, 0 if there is no quota
 * @param inUse       bytes of blocks that users have, if there is a quota
 * @param exhaustions how often quota or limit did not allow a buffer at once
 * @param leaks       buffers that became garbage without a close, -1 if nobody looks
 */
public record PoolStats(String name, long quota, long inUse, long exhaustions, long leaks) {
    private static final String ROW = "%-30s %18s %18s %14s %14s%n";

    /** The pool's value of a counter of {@link Counter#OF_POOLS}; empty if it does not count that. */
    public OptionalLong get(Counter counter) {
        return switch (counter) {
            case POOL_QUOTA -> quota == 0 ? OptionalLong.empty() : OptionalLong.of(quota);
            case POOL_IN_USE -> quota == 0 ? OptionalLong.empty() : OptionalLong.of(inUse);
            case POOL_EXHAUSTIONS -> OptionalLong.of(exhaustions);
            case POOL_LEAKS -> leaks < 0 ? OptionalLong.empty() : OptionalLong.of(leaks);
            default -> throw new IllegalArgumentException(counter + " is not of pools");
        };
    }

    /** The sum of two pools of the same name. */
    public PoolStats plus(PoolStats other) {
        return new PoolStats(name, quota + other.quota, inUse + other.inUse, exhaustions + other.exhaustions,
                leaks < 0 ? other.leaks : leaks + Math.max(0, other.leaks));
    }

    /** The pools, one below the other, if there are any. */
    static String table(List<PoolStats> pools) {
        StringBuilder table = new StringBuilder();
        if (!pools.isEmpty()) {
            table.append(String.format(ROW, "pool", "quota", "in use", "exhaustions", "leaks"));
            pools.forEach(pool -> table.append(String.format(ROW, pool.name, pool.cell(Counter.POOL_QUOTA),
                    pool.cell(Counter.POOL_IN_USE), pool.cell(Counter.POOL_EXHAUSTIONS), pool.cell(Counter.POOL_LEAKS))));
        }
        return table.toString();
    }

    private String cell(Counter counter) {
        OptionalLong value = get(counter);
        return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : "-";
    }
}
