/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

/**
 * How fast the core is at the moment: a loop of additions and shifts that touches no memory and waits for nothing. Where it is
 * slower than at its best, something else has a part of the core, as a neighbour on its second hardware thread has, whom no counter
 * of this machine shows. On such a machine a pair took 31 ns while the loop was at its best and 55 to 60 while it took 1.25 times
 * as long, whereas a loop in which each step waits for the one before, which leaves a core half idle, took the same.
 */
final class Gauge {
    private static final int STEPS = 20_000;
    private static long sink;

    private Gauge() {
    }

    /** Nanoseconds of a step, of which there are 20,000: some 30 µs. */
    static double nanos() {
        long begin = System.nanoTime();
        sink = steps(sink);
        return (double) (System.nanoTime() - begin) / STEPS;
    }

    /** Six sums that hardly wait for each other. */
    private static long steps(long from) {
        long a = from;
        long b = from + 1;
        long c = from + 2;
        long d = from + 3;
        long e = from + 4;
        long f = from + 5;
        for (int i = 0; i < STEPS; i++) {
            a = (a << 1 ^ i) + 3;
            b = b + a ^ i;
            c = (c << 3) + i - 1;
            d = (d ^ c) + i;
            e = (e << 2) - i;
            f = (f ^ e) + 3;
        }
        return a + b + c + d + e + f;
    }
}
