/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an allocator has at one instant: a value for each {@link Counter}. The parts add up:
 *
 * <p>{@code inUse + cached + spanTails + freePages + metadata = committed ≤ hardLimit}, where {@code cached = cachedInSlabs +
 * cachedInTransfer + emptySpans + pinned + quarantine}
 *
 * <p>The hot path counts nothing, so {@code inUse} is what is left when everything else is counted: blocks on their way between
 * two tiers are in it. With no thread at work it is exact.
 */
public final class PerchStats {
    private final Map<Counter, Long> values;
    private final List<NodeStats> nodes;
    private final List<PoolStats> pools;
    private final List<LockStats> locks;

    /**
     * @param values of all counters
     * @param nodes  those that are told apart
     * @param pools  by name
     * @param locks  of each kind
     */
    public PerchStats(Map<Counter, Long> values, List<NodeStats> nodes, List<PoolStats> pools, List<LockStats> locks) {
        this.values = new EnumMap<>(Counter.class);
        this.values.putAll(values);
        this.nodes = List.copyOf(nodes);
        this.pools = List.copyOf(pools);
        this.locks = List.copyOf(locks);
    }

    /** The value of a counter. */
    public long get(Counter counter) {
        return values.get(counter);
    }

    /** What there is on each NUMA node that is told apart. */
    public List<NodeStats> nodes() {
        return nodes;
    }

    /** What is counted for each pool, by name; pools of the same name are counted together. */
    public List<PoolStats> pools() {
        return pools;
    }

    /** What happened to the locks of each {@linkplain LockKind kind}, in the order of the kinds. */
    public List<LockStats> locks() {
        return locks;
    }

    /**
     * The page of numbers, one line each, for people; with several NUMA nodes also a table of those; then what the system refused,
     * the pools, and the locks that were taken.
     */
    public String page() {
        return Counter.page(this::get) + NodeStats.table(nodes) + PoolStats.table(pools) + LockStats.table(locks);
    }

    /** Free blocks in all tiers, and what checked mode holds back, in bytes. */
    public long cached() {
        return cachedInSlabs() + cachedInTransfer() + cachedInSpans() + quarantine();
    }

    /** Blocks that users have, in whole blocks, in bytes. */
    public long inUse() {
        return get(Counter.IN_USE);
    }

    /** Free blocks in the front end, in bytes. */
    public long cachedInSlabs() {
        return get(Counter.CACHED_IN_SLABS);
    }

    /** Free blocks in transfer caches, in bytes. */
    public long cachedInTransfer() {
        return get(Counter.CACHED_IN_TRANSFER);
    }

    /** Free blocks in spans, in bytes: those in empty spans, and {@link #pinned} ones. */
    public long cachedInSpans() {
        return get(Counter.EMPTY_SPANS) + pinned();
    }

    /** Free blocks in spans that have other blocks outside, in bytes: their pages cannot be given back. */
    public long pinned() {
        return get(Counter.PINNED);
    }

    /** Freed blocks that checked mode holds back, in bytes. */
    public long quarantine() {
        return get(Counter.QUARANTINE);
    }

    /** Ends of spans that are too short for a block, in bytes. */
    public long spanTails() {
        return get(Counter.SPAN_TAILS);
    }

    /** Pages of no span, with memory behind them, in bytes. */
    public long freePages() {
        return get(Counter.FREE_PAGES);
    }

    /** Off-heap memory of the allocator itself, in bytes. */
    public long metadata() {
        return get(Counter.METADATA);
    }

    /** Memory taken from the operating system, in bytes. */
    public long committed() {
        return get(Counter.COMMITTED);
    }

    /** Memory that the operating system has really given, in bytes, by its word; by a sample above 256 MiB. */
    public long resident() {
        return get(Counter.RESIDENT);
    }

    /** A quotient of two counters; NaN if its base is 0. */
    public double get(Ratio ratio) {
        return ratio.of(this::get);
    }

    /** Memory given back to the operating system whose addresses are kept, in bytes. */
    public long released() {
        return get(Counter.RELEASED);
    }

    /** Address space, in bytes. */
    public long reserved() {
        return get(Counter.RESERVED);
    }

    /** As configured, in bytes. */
    public long hardLimit() {
        return get(Counter.HARD_LIMIT);
    }

    /** The most bytes of free blocks that all caches may hold. */
    public long slabBudget() {
        return get(Counter.SLAB_BUDGET);
    }

    /** The part of {@link #slabBudget} that no list has. */
    public long slabAvailable() {
        return get(Counter.SLAB_AVAILABLE);
    }

    /** The part of {@link #slabBudget} that lists have. */
    public long slabCapacity() {
        return get(Counter.SLAB_CAPACITY);
    }

    /** Slabs or stripes in use. */
    public long caches() {
        return get(Counter.CACHES);
    }

    /** How often a cache was empty. */
    public long underflows() {
        return get(Counter.UNDERFLOWS);
    }

    /** How often a cache was full. */
    public long overflows() {
        return get(Counter.OVERFLOWS);
    }

    /** Blocks that were freed although they were free, as far as that was seen. */
    public long doubleFrees() {
        return get(Counter.DOUBLE_FREES);
    }

    /**
     * Whether caches can be emptied and resized from outside of their CPU. Where the kernel refuses membarrier they cannot, and
     * blocks stay in slabs until a thread on that CPU takes them.
     */
    public boolean remoteOperations() {
        return get(Counter.REMOTE_OPERATIONS) != 0;
    }

    @Override
    public String toString() {
        return page();
    }
}
