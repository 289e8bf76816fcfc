/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import io.perch.PerchAllocator;
import io.perch.cpu.CurrentCpu;
import io.perch.span.Span;
import io.perch.topology.Topology;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Checks on each CPU in turn whether Perch knows the CPU and its node, and whether a block that is first used there lies in that
 * node's memory, if it has any.
 */
public final class CpusAndNodes {
    /** Larger than any size class, so the block comes straight from the arena and not from a cache. */
    private static final int LARGE = 2 << 20;
    private static final int PAGE = 4096;

    private CpusAndNodes() {
    }

    /** Prints checks. */
    public static void main(String[] arguments) throws IOException {
        BitSet nodes = new BitSet();
        int cpus = 0;
        int known = 0;
        int pages = 0;
        int here = 0;
        try (PerchAllocator perch = PerchAllocator.create()) {
            for (int cpu : Kernel.cpus()) {
                Kernel.pin(cpu);
                int node = Kernel.nodeOf(cpu);
                nodes.set(node);
                cpus++;
                known += CurrentCpu.cpu() == cpu && CurrentCpu.node() == node ? 1 : 0;
                if (Kernel.memoryOf(node) > 0) {
                    pages += LARGE / PAGE;
                    here += pagesOn(perch, node);
                }
            }
        }
        int[] online = Topology.read().onlineNodes();
        Report.check("CPU and node are known on each CPU", cpus > 0 && known == cpus, known + " of " + cpus + " CPUs");
        boolean all = nodes.stream().allMatch(node -> Arrays.stream(online).anyMatch(each -> each == node));
        Report.check("the nodes of all CPUs are on line", all, nodes + " of " + Arrays.toString(online));
        Report.check("a fresh block is on the node of its first use", here == pages, here + " of " + pages + " pages");
    }

    private static int pagesOn(PerchAllocator perch, int node) {
        // Otherwise memory that was first used on another CPU would be used again.
        perch.trim();
        long address = perch.allocate(LARGE);
        Span span = perch.spanOf(address);
        long[] addresses = new long[LARGE / PAGE];
        for (int i = 0; i < addresses.length; i++) {
            span.memory().put((int) (address - span.address()) + i * PAGE, (byte) 1);
            addresses[i] = address + (long) i * PAGE;
        }
        int count = (int) Arrays.stream(Kernel.nodesOf(addresses)).filter(each -> each == node).count();
        perch.free(address);
        return count;
    }
}
