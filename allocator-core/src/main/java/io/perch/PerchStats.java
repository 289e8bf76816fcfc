/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.util.List;

/**
 * What an allocator has, in bytes, at one instant. The lines add up:
 *
 * <p>{@code inUse + cachedInSlabs + cachedInTransfer + cachedInSpans + spanTails + freePages + metadata = committed ≤ hardLimit}
 *
 * <p>The hot path counts nothing, so {@code inUse} is what is left when everything else is counted: blocks on their way between
 * two tiers are in it. With no thread at work it is exact.
 *
 * @param inUse            blocks that users have, in whole blocks
 * @param cachedInSlabs    free blocks in the front end
 * @param cachedInTransfer free blocks in transfer caches
 * @param cachedInSpans    free blocks in spans
 * @param spanTails        ends of spans that are too short for a block
 * @param freePages        pages of no span, with memory behind them
 * @param metadata         off-heap memory of the allocator itself
 * @param committed        memory taken from the operating system
 * @param peakCommitted    the most that was ever committed
 * @param released         pages given back to the operating system, still in the address space
 * @param reserved         address space
 * @param softLimit        as configured
 * @param hardLimit        as configured
 * @param caches           slabs or stripes in use
 * @param slabBudget       the most bytes of free blocks that all caches may hold
 * @param slabAvailable    the part of it that no list has
 * @param slabCapacity     the part of it that lists have; {@code slabBudget = slabAvailable + slabCapacity}
 * @param underflows       times that a cache was empty
 * @param overflows        times that a cache was full
 * @param releaseFailures  times that the operating system refused to take memory back
 * @param doubleFrees      blocks that came back to their span although they were free
 * @param nodes            the same by NUMA node
 */
public record PerchStats(long inUse, long cachedInSlabs, long cachedInTransfer, long cachedInSpans, long spanTails,
        long freePages, long metadata, long committed, long peakCommitted, long released, long reserved,
        long softLimit, long hardLimit, int caches, long slabBudget, long slabAvailable, long slabCapacity,
        long underflows, long overflows, long releaseFailures, long doubleFrees, List<NodeStats> nodes) {
    private static final String LINE = "%-18s %,18d%n";

    /** Free blocks in all caches. */
    public long cached() {
        return cachedInSlabs + cachedInTransfer + cachedInSpans;
    }

    /** The page of numbers, a line each, for people. */
    public String page() {
        StringBuilder page = new StringBuilder(1 << 10);
        line(page, "in use", inUse);
        line(page, "+ slabs", cachedInSlabs);
        line(page, "+ transfer caches", cachedInTransfer);
        line(page, "+ spans", cachedInSpans);
        line(page, "+ span tails", spanTails);
        line(page, "+ free pages", freePages);
        line(page, "+ metadata", metadata);
        line(page, "= committed", committed);
        line(page, "peak committed", peakCommitted);
        line(page, "released", released);
        line(page, "reserved", reserved);
        line(page, "soft limit", softLimit);
        line(page, "hard limit", hardLimit);
        line(page, "caches", caches);
        line(page, "slab budget", slabBudget);
        line(page, "slab available", slabAvailable);
        line(page, "slab capacity", slabCapacity);
        line(page, "underflows", underflows);
        line(page, "overflows", overflows);
        line(page, "release failures", releaseFailures);
        line(page, "double frees", doubleFrees);
        if (nodes.size() > 1) {
            page.append(NodeStats.heading());
            nodes.forEach(node -> page.append(node.row()));
        }
        nodes.forEach(node -> node.refusals().forEach(refusal -> page.append(refusal).append(System.lineSeparator())));
        return page.toString();
    }

    private static void line(StringBuilder page, String name, long value) {
        page.append(String.format(LINE, name, value));
    }
}
