/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Mode;

/**
 * Operations that never get through a critical section: each of its windows is held open longer than a timer lets the thread run
 * undisturbed.
 */
final class LockedPath {
    private static final long LIMIT = 64 << 20;
    private static final int BLOCKS = 5;
    /** With 10, the interpreter would hardly get an instruction done between signals, and the test would take minutes. */
    private static final int PERIOD_MICROS = 50;
    /** Takes milliseconds. */
    private static final int LOOPS = 1 << 22;

    private LockedPath() {
    }

    /** Entry point of a child JVM with the storm's library; the argument is a mode. */
    public static void main(String[] arguments) {
        Mode mode = Mode.of(arguments[0]);
        PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().mode(mode).hardLimit(LIMIT).softLimit(LIMIT).build());
        Injection.begin();
        // After this the slab has blocks and room for more: without the timer, each operation would be one critical section.
        useBlocks(perch);
        useBlocks(perch);
        long before = Injection.aborts();
        widen(LOOPS);
        Injection.timer(Injection.thread(), PERIOD_MICROS);
        useBlocks(perch);
        Injection.timer(0, 0);
        widen(0);
        long aborts = Injection.aborts() - before;
        System.out.println("mode: " + perch.mode() + ", aborts an operation: " + aborts / (2 * BLOCKS));
        perch.close();
        System.out.println("in use: " + perch.stats().inUse() + ", reserved: " + perch.stats().reserved());
    }

    private static void useBlocks(PerchAllocator perch) {
        long[] blocks = new long[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = perch.allocate(64);
        }
        for (long block : blocks) {
            perch.free(block);
        }
    }

    private static void widen(int loops) {
        for (int point = 0; point < Injection.points(); point++) {
            Injection.widen(point, loops);
        }
    }
}
