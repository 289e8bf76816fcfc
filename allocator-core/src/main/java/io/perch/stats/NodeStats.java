/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.stats;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an allocator has on one NUMA node, or on a group of nodes that is not told apart, in bytes. {@code inUse + cached +
 * spanTails + freePages = committed}; the sums over all nodes are those of {@link PerchStats}, whose metadata belongs to no node.
 *
 * @param nodes         the kernel's numbers
 * @param inUse         blocks that users have, in whole blocks
 * @param cached        free blocks in slabs, transfer caches and spans, and the quarantine
 * @param pinned        those of them in spans that have other blocks outside
 * @param quarantine    those of them that users freed and checked mode holds back
 * @param spanTails     ends of spans that are too short for a block
 * @param freePages     pages of no span, with memory behind them
 * @param released      pages given back to the operating system, still in the address space
 * @param releasedSoFar pages given back to the operating system since the start
 * @param thrashed      pages of these that were needed again within 100 ms
 * @param calls         blocks handed out and freed, near and far; all 0 if there is only one node, where nothing is counted. A call
 *                      that was interrupted at its last instruction may be counted twice
 * @param residence     where the memory is, by a sample of its pages; unknown if there is only one node
 * @param bindFailures  how often the operating system refused to bind memory to the node
 * @param otherRefusals how often it refused memory, huge pages, population or locking; what belongs to no node is with the first
 * @param refusals      the first refusal of each kind, in words
 */
public record NodeStats(List<Integer> nodes, long inUse, long cached, long pinned, long quarantine, long spanTails, long freePages,
        long released, long releasedSoFar, long thrashed, PartitionCounts calls, Residence residence, long bindFailures,
        long otherRefusals, List<String> refusals) {
    private static final String ROW = "%-10s %,18d %,14d %,14d %,14d %,14d %,14d %,14d %,14d %,14d %,14d %,14d %,14d%n";

    /** Memory taken from the operating system. */
    public long committed() {
        return inUse + cached + spanTails + freePages;
    }

    /** The nodes, one below the other, if there are several; and what the system refused. */
    static String table(List<NodeStats> nodes) {
        StringBuilder table = new StringBuilder();
        if (nodes.size() > 1) {
            table.append(String.format(ROW.replace(",18d", "18s").replace(",14d", "14s"), "node", "in use", "cached",
                    "pinned", "free pages", "released", "local allocs", "remote allocs", "local frees", "remote frees",
                    "flushed home", "resident", "elsewhere"));
            nodes.forEach(node -> table.append(node.row()));
        }
        nodes.forEach(node -> node.refusals().forEach(refusal -> table.append(refusal).append(System.lineSeparator())));
        return table.toString();
    }

    private String row() {
        return String.format(Locale.ROOT, ROW, name(), inUse, cached, pinned, freePages, released, calls.localAllocations(),
                calls.remoteAllocations(), calls.localFrees(), calls.remoteFrees(), calls.flushedBytes(),
                residence.here(), residence.elsewhere());
    }

    /** The node's number, or those of the group with "+" in between. */
    public String name() {
        return nodes.stream().map(Object::toString).collect(Collectors.joining("+"));
    }
}
