/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * All counters of an allocator. The text page, the counters file, JMX and Micrometer iterate over them, so that a counter that is
 * added here and counted by {@code Snapshot} appears everywhere.
 *
 * <p>The parts add up: {@code Σ} {@link Role#PART} {@code =} {@link #COMMITTED} {@code ≤} {@link #HARD_LIMIT}.
 *
 * <p>Ids never change and are never used again: files outlive versions. 4 was the sum of {@link #EMPTY_SPANS} and {@link
 * #PINNED}.
 */
public enum Counter {
    /** Bytes of blocks that users have. */
    IN_USE(1, Unit.BYTES, Role.PART, "in use", "Blocks that users have, in whole blocks."),
    /** Bytes of free blocks in the front end. */
    CACHED_IN_SLABS(2, Unit.BYTES, Role.PART, "slabs", "Free blocks in the caches of CPUs."),
    /** Bytes of free blocks in transfer caches. */
    CACHED_IN_TRANSFER(3, Unit.BYTES, Role.PART, "transfer caches", "Free blocks in transfer caches."),
    /** Bytes of free blocks in spans that are free as a whole. */
    EMPTY_SPANS(24, Unit.BYTES, Role.PART, "empty spans", "Free blocks in spans of which every block is there."),
    /** Bytes of free blocks in other spans. */
    PINNED(23, Unit.BYTES, Role.PART, "pinned",
            "Free blocks in spans that have other blocks outside: they can be used, but not be given back."),
    /** Bytes of blocks that checked mode holds back. */
    QUARANTINE(25, Unit.BYTES, Role.PART, "quarantine", "Freed blocks that checked mode holds back."),
    /** Bytes at the ends of spans. */
    SPAN_TAILS(5, Unit.BYTES, Role.PART, "span tails", "Ends of spans that are too short for a block."),
    /** Bytes of free pages. */
    FREE_PAGES(6, Unit.BYTES, Role.PART, "free pages", "Pages of no span, with memory behind them."),
    /** Bytes of the allocator itself. */
    METADATA(7, Unit.BYTES, Role.PART, "metadata", "Off-heap memory of the allocator itself."),
    /** Bytes taken from the system. */
    COMMITTED(8, Unit.BYTES, Role.SUM, "committed", "Memory taken from the operating system."),
    /** Bytes with memory behind them. */
    RESIDENT(26, Unit.BYTES, Role.OTHER, "resident",
            "Memory that the operating system has really given, by its word; by a sample above 256 MiB."),
    /** The most bytes that were ever taken. */
    PEAK_COMMITTED(9, Unit.BYTES, Role.OTHER, "peak committed", "The most memory that was ever taken from the operating system."),
    /** Bytes given back. */
    RELEASED(10, Unit.BYTES, Role.OTHER, "released", "Pages given back to the operating system, still in the address space."),
    /** Bytes ever given back. */
    RELEASED_SO_FAR(27, Unit.BYTES_SO_FAR, Role.OTHER, "released so far",
            "Pages given back to the operating system since the start."),
    /** Bytes given back too early. */
    THRASHED(28, Unit.BYTES_SO_FAR, Role.OTHER, "needed again",
            "Pages of those released so far that were needed again within 100 ms."),
    /** Bytes of free blocks without memory. */
    RELEASED_IN_SPANS(33, Unit.BYTES, Role.OTHER, "released in spans",
            "Pages of pinned blocks that were given back. They stay committed, and have memory again when they are needed."),
    /** Bytes of address space. */
    RESERVED(11, Unit.BYTES, Role.OTHER, "reserved", "Address space."),
    /** The soft limit in bytes. */
    SOFT_LIMIT(12, Unit.BYTES, Role.OTHER, "soft limit", "Above this, free memory goes back before more is taken."),
    /** The hard limit in bytes. */
    HARD_LIMIT(13, Unit.BYTES, Role.OTHER, "hard limit", "Committed memory never exceeds this."),
    /** Slabs or stripes. */
    CACHES(14, Unit.COUNT, Role.OTHER, "caches", "Slabs or stripes in use."),
    /** The budget of all caches in bytes. */
    SLAB_BUDGET(15, Unit.BYTES, Role.OTHER, "slab budget", "The most bytes of free blocks that all caches may hold."),
    /** The unused part of {@link #SLAB_BUDGET}. */
    SLAB_AVAILABLE(16, Unit.BYTES, Role.OTHER, "slab available", "The part of the slab budget that no list has."),
    /** The used part of {@link #SLAB_BUDGET}. */
    SLAB_CAPACITY(17, Unit.BYTES, Role.OTHER, "slab capacity", "The part of the slab budget that lists have."),
    /** Misses of allocations. */
    UNDERFLOWS(18, Unit.EVENTS, Role.OTHER, "underflows", "Times that a cache was empty."),
    /** Misses of frees. */
    OVERFLOWS(19, Unit.EVENTS, Role.OTHER, "overflows", "Times that a cache was full."),
    /** Refusals by the system. */
    RELEASE_FAILURES(20, Unit.EVENTS, Role.OTHER, "release failures",
            "Times that the operating system refused to take memory or addresses back."),
    /** Mistakes of users. */
    DOUBLE_FREES(21, Unit.EVENTS, Role.OTHER, "double frees",
            "Blocks that were freed although they were free, as far as that was seen."),
    /** Whether caches can be changed from outside. */
    REMOTE_OPERATIONS(22, Unit.COUNT, Role.OTHER, "remote operations",
            "1 if caches are emptied and resized from outside of their CPU, 0 where the kernel refuses membarrier."),
    /** Who does the maintenance. */
    MAINTENANCE(29, Unit.COUNT, Role.OTHER, "maintenance",
            "1 if a thread does it, 0 if the program has to or it is over, -1 if there is no thread although one is wanted."),
    /** Visits to locks that all CPUs share. */
    SHARED_LOCKS(30, Unit.EVENTS, Role.OTHER, "shared locks",
            "Times that a lock was taken that all CPUs share: those behind the caches."),
    /** Waits for locks. */
    LOCK_WAITS(31, Unit.EVENTS, Role.OTHER, "lock waits", "Times that a lock was held by another thread when one came for it."),
    /** What waits cost. */
    LOCK_SPINS(32, Unit.EVENTS, Role.OTHER, "lock spins", "Times that those who waited for a lock saw it held."),
    /** Guarded blocks. */
    GUARDED(34, Unit.EVENTS, Role.OTHER, "guarded", "Blocks that got pages of their own between inaccessible ones."),
    /** NUMA nodes. */
    NODES(40, Unit.COUNT, Role.OTHER, "nodes",
            "NUMA nodes, or groups of them, that are told apart; if it is one, what follows by node is 0."),
    /** Near allocations. */
    LOCAL_ALLOCATIONS(41, Unit.EVENTS, Role.OTHER, "local allocs", "Blocks handed to threads on the block's node."),
    /** Far allocations. */
    REMOTE_ALLOCATIONS(42, Unit.EVENTS, Role.OTHER, "remote allocs", "Blocks handed to threads on another node."),
    /** Near frees. */
    LOCAL_FREES(43, Unit.EVENTS, Role.OTHER, "local frees", "Blocks freed by threads on the block's node."),
    /** Far frees. */
    REMOTE_FREES(44, Unit.EVENTS, Role.OTHER, "remote frees", "Blocks freed by threads on another node."),
    /** Bytes that went home. */
    FLUSHED_HOME(45, Unit.BYTES_SO_FAR, Role.OTHER, "flushed home",
            "Bytes of blocks freed on another node that came back to their own."),
    /** Bytes of memory where it should be. */
    RESIDENT_AT_HOME(48, Unit.BYTES, Role.OTHER, "resident at home", "Memory on the node that it is meant to be on, by a sample."),
    /** Bytes of memory where it should not be. */
    RESIDENT_ELSEWHERE(49, Unit.BYTES, Role.OTHER, "resident astray",
            "Memory on another node than it is meant to be, by a sample."),
    /** Refused bindings. */
    BIND_FAILURES(46, Unit.EVENTS, Role.OTHER, "bind failures",
            "Times that the operating system refused to bind memory to a node."),
    /** Other refusals. */
    OTHER_REFUSALS(47, Unit.EVENTS, Role.OTHER, "other refusals",
            "Times that the operating system refused memory, huge pages, to populate memory, or to lock it."),
    /** Pools. */
    POOLS(60, Unit.COUNT, Role.OTHER, "pools", "Pools of buffers that are open, or have buffers in use by their quota."),
    /** Bytes that pools may have. */
    POOL_QUOTA(61, Unit.BYTES, Role.OTHER, "pool quota", "The most bytes that buffers of pools with a quota may have."),
    /** Bytes that pools have. */
    POOL_IN_USE(62, Unit.BYTES, Role.OTHER, "pool in use", "Buffers of pools with a quota that users have, in whole blocks."),
    /** Acquisitions that had to wait or failed. */
    POOL_EXHAUSTIONS(63, Unit.EVENTS, Role.OTHER, "pool exhaustions",
            "Times that a quota or the limit did not allow a buffer at once."),
    /** Buffers that nobody closed. */
    POOL_LEAKS(64, Unit.EVENTS, Role.OTHER, "pool leaks", "Buffers of checked pools that became garbage without a close.");

    /** What a counter counts. */
    public enum Unit {
        /** Bytes, now. */
        BYTES,
        /** Bytes since the start: never falls. */
        BYTES_SO_FAR,
        /** Things, now. */
        COUNT,
        /** Events since the start: never falls. */
        EVENTS;

        /** Whether it is a number of bytes. */
        public boolean isBytes() {
            return this == BYTES || this == BYTES_SO_FAR;
        }

        /** Whether it counts from the start on, and never falls. */
        public boolean isSoFar() {
            return this == BYTES_SO_FAR || this == EVENTS;
        }
    }

    /** What a counter has to do with the sum. */
    public enum Role {
        /** Adds to the sum. */
        PART("+ "),
        /** The sum of all parts. */
        SUM("= "),
        /** Neither. */
        OTHER("  ");

        private final String sign;

        Role(String sign) {
            this.sign = sign;
        }

        /** What stands before a line of the page: "+ ", "= " or two spaces. */
        public String sign() {
            return sign;
        }
    }

    /** All counters in the order in which they are shown; {@link #values()} without a copy per call. */
    public static final List<Counter> ALL = List.of(values());

    /** Those that each pool has of its own; their values here are the sums over all pools. */
    public static final List<Counter> OF_POOLS = List.of(POOL_QUOTA, POOL_IN_USE, POOL_EXHAUSTIONS, POOL_LEAKS);

    private static final String LINE = "%s%-18s %,18d%s%n";

    private final int id;
    private final Unit unit;
    private final Role role;
    private final String label;
    private final String sentence;

    Counter(int id, Unit unit, Role role, String label, String sentence) {
        this.id = id;
        this.unit = unit;
        this.role = role;
        this.label = label;
        this.sentence = sentence;
    }

    /** The number by which files know it. */
    public int id() {
        return id;
    }

    /** What is counted. */
    public Unit unit() {
        return unit;
    }

    /** Whether it is part of the sum. */
    public Role role() {
        return role;
    }

    /** A few words, such as "in use". */
    public String label() {
        return label;
    }

    /** What it means, as a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The name with dots, such as "in.use", as monitoring systems like it. */
    public String dotted() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The page of numbers, one line each, for people. Behind a number is its {@link Ratio}, if it has one. */
    public static String page(ToLongFunction<Counter> values) {
        StringBuilder page = new StringBuilder(1 << 10);
        for (Counter counter : ALL) {
            page.append(String.format(Locale.ROOT, LINE, counter.role.sign, counter.label, values.applyAsLong(counter),
                    Ratio.textOf(counter, values)));
        }
        return page.toString();
    }
}
