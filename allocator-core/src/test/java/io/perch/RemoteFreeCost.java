/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.ThreadAffinity;
import io.perch.topology.Machines;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * What {@code free} costs for a block of another node, next to one of the thread's own: prints nanoseconds. CPUs 0 and 1 pass for
 * nodes, so the memory is as near in both cases: it is the way home that is measured.
 */
final class RemoteFreeCost {
    private static final long MIB = 1 << 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BLOCKS = 256;
    private static final int ROUNDS = 20_000;
    private static final int REPEATS = 7;

    private RemoteFreeCost() {
    }

    /** Takes the block size, 256 unless given. */
    public static void main(String[] arguments) {
        int size = arguments.length == 0 ? 256 : Integer.parseInt(arguments[0]);
        NativePlatform platform = NativePlatform.get();
        PerchConfig config = PerchConfig.builder().mode(Mode.CPU).hardLimit(256 * MIB).softLimit(256 * MIB).numa(NumaPolicy.NONE)
                .build();
        ThreadAffinity.pin(0);
        try (PerchAllocator perch = InventedMachine.allocator(config, Machines.topology("two-by-one"), platform.memory())) {
            double[] ratios = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                double local = nanos(perch, size, 0);
                double remote = nanos(perch, size, 1);
                ratios[i] = remote / local;
                System.out.printf(Locale.ROOT, "local %.2f ns, remote %.2f ns%n", local, remote);
            }
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "%s, %d bytes: remote / local %.2f (median)%n", perch.mode(), size, ratios[REPEATS / 2]);
        }
    }

    private static double nanos(PerchAllocator perch, int size, int node) {
        long[] blocks = new long[BLOCKS];
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < BLOCKS; i++) {
                blocks[i] = perch.allocateOnNode(size, node);
            }
            long begin = THREADS.getCurrentThreadCpuTime();
            for (long block : blocks) {
                perch.free(block);
            }
            sum += THREADS.getCurrentThreadCpuTime() - begin;
        }
        return (double) sum / ROUNDS / BLOCKS;
    }
}
