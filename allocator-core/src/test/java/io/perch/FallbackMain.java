/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.cpu.CurrentCpu;
import io.perch.cpu.PerCpuCounter;

/**
 * A program that allocates and counts, for a JVM in which something is missing: prints the mode and the reason, then the operations
 * done.
 */
public final class FallbackMain {
    private FallbackMain() {
    }

    /** Threads come and go: each uses the cache of wherever it runs, and ends. */
    private static Thread shortThread(PerchAllocator perch, Thread before) {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                perch.free(perch.allocate(64 << i % 6));
            }
        });
        thread.start();
        try {
            if (before != null) {
                before.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thread;
    }

    private static void count() {
        try (PerCpuCounter counter = PerCpuCounter.create()) {
            counter.add(42);
            System.out.println("sum: " + counter.sum() + " by " + counter.getClass().getSimpleName());
        }
        boolean known = CurrentCpu.cpu() >= 0 && CurrentCpu.node() >= 0 && CurrentCpu.virtualCpu() >= 0;
        boolean unknown = CurrentCpu.cpu() == CurrentCpu.UNKNOWN && CurrentCpu.node() == CurrentCpu.UNKNOWN
                && CurrentCpu.virtualCpu() == CurrentCpu.UNKNOWN;
        System.out.println("place: " + (known ? "known" : unknown ? "unknown" : "mixed"));
    }

    /** Fails with an exception if a block is lost or doubled. */
    public static void main(String[] arguments) throws Exception {
        long limit = 256 << 20;
        count();
        PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(limit).softLimit(limit).build());
        System.out.println("mode: " + perch.mode());
        System.out.println("reason: " + perch.modeReason());
        Thread[] lastOne = {shortThread(perch, null)};
        lastOne[0].join();
        System.out.println("a thread of no fame has a cache: " + (perch.stats().caches() > 0));
        long operations = new Conservation(perch, 7).run(4, 1, () -> lastOne[0] = shortThread(perch, lastOne[0]));
        lastOne[0].join();
        long left = perch.stats().inUse();
        perch.close();
        System.out.println("in use: " + left + ", reserved: " + perch.stats().reserved() + ", operations: " + (operations > 0));
    }
}
