/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Computing for a given time, without a look at a clock. */
final class Work {
    private static final int STEPS = 1_000_000;
    private static final int ROUNDS = 300;
    private static final double STEPS_PER_NANO = calibrate();

    private Work() {
    }

    /** How many steps take so long. */
    static int steps(int nanos) {
        return (int) Math.round(nanos * STEPS_PER_NANO);
    }

    /** One step after the other: each needs the result of the one before. */
    static long compute(long start, int steps) {
        long value = start;
        for (int i = 0; i < steps; i++) {
            value = value * 0x5DEECE66DL + 0xBL;
        }
        return value;
    }

    /** The fastest of many short rounds, in CPU time, as the others may be disturbed. */
    private static double calibrate() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double most = 0;
        long value = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            value = compute(value, STEPS);
            most = Math.max(most, STEPS / (double) (threads.getCurrentThreadCpuTime() - begin));
        }
        // The value is used, so that it has to be computed.
        return value == 0 ? most : Math.abs(most);
    }
}
