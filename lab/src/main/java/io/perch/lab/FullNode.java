/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.PerchOutOfMemoryError;
import io.perch.options.NumaPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fills the last node that has memory: the strict policy then refuses, the advisory one takes memory of other nodes. */
public final class FullNode {
    private static final long MIB = 1 << 20;
    private static final int BLOCK = 4 << 20;
    private static final int PAGE = 4096;
    /** Beyond what the node has, but less than all nodes have together. */
    private static final long EXTRA = 16 * MIB;

    private FullNode() {
    }

    /** Prints checks. */
    public static void main(String[] arguments) throws IOException {
        List<Integer> nodes = new ArrayList<>();
        for (int node : Kernel.nodes()) {
            if (Kernel.memoryOf(node) > 0) {
                nodes.add(node);
            }
        }
        int first = nodes.get(0);
        int last = nodes.get(nodes.size() - 1);
        strict(first, last);
        advisory(last);
    }

    private static PerchAllocator allocator(NumaPolicy policy) {
        return PerchAllocator.create(PerchConfig.builder().numa(policy).hardLimit(1024 * MIB).softLimit(1024 * MIB).build());
    }

    private static void strict(int other, int node) {
        try (PerchAllocator perch = allocator(NumaPolicy.STRICT)) {
            List<Long> blocks = new ArrayList<>();
            String end = "never";
            while (end.equals("never")) {
                try {
                    blocks.add(perch.allocateOnNode(BLOCK, node));
                } catch (PerchOutOfMemoryError full) {
                    end = full.getMessage();
                }
            }
            Report.check("strict: a full node is an error that names it", blocks.size() > 10 && end.contains("node [" + node + "]"),
                    blocks.size() + " blocks, then: " + end);
            long misplaced = blocks.stream().mapToLong(block -> Kernel.pagesElsewhere(block, BLOCK, node)).sum();
            Report.check("strict: all memory is on the node, untouched", misplaced == 0, misplaced + " pages are not");
            perch.free(perch.allocateOnNode(BLOCK, other));
            blocks.forEach(perch::free);
            perch.trim();
            perch.free(perch.allocateOnNode(BLOCK, node));
            Report.check("strict: other nodes work on, and the full one after frees", perch.stats().inUse() == 0, "in use: "
                    + perch.stats().inUse());
        }
    }

    private static void advisory(int node) throws IOException {
        try (PerchAllocator perch = allocator(NumaPolicy.ADVISORY)) {
            List<Long> blocks = new ArrayList<>();
            long elsewhere = 0;
            for (long bytes = 0; bytes < Kernel.memoryOf(node) + EXTRA; bytes += BLOCK) {
                long block = perch.allocateOnNode(BLOCK, node);
                for (int i = 0; i < BLOCK; i += PAGE) {
                    perch.spanOf(block).memory().put(i, (byte) 1);
                }
                elsewhere += Kernel.pagesElsewhere(block, BLOCK, node);
                blocks.add(block);
            }
            Report.check("advisory: a full node is helped out", elsewhere > 0, elsewhere + " pages are on other nodes");
            blocks.forEach(perch::free);
        }
    }
}
