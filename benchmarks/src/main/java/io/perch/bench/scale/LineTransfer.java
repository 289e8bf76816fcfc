/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What it takes to get a cache line that another CPU has written: two threads change a word in turns. */
final class LineTransfer {
    private static final int TURNS = 20_000;
    private static final int ROUNDS = 40;

    private LineTransfer() {
    }

    /** Nanoseconds; the median of rounds, of which those count that were not disturbed. Not a number on a single CPU. */
    static double nanos() throws InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return Double.NaN;
        }
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rounds[round] = round();
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 4];
    }

    private static double round() throws InterruptedException {
        AtomicInteger word = new AtomicInteger();
        Thread other = new Thread(() -> takeTurns(word, 1));
        other.start();
        long begin = System.nanoTime();
        takeTurns(word, 0);
        long time = System.nanoTime() - begin;
        other.join();
        return (double) time / TURNS;
    }

    private static void takeTurns(AtomicInteger word, int parity) {
        for (int turn = parity; turn < TURNS; turn += 2) {
            int seen;
            do {
                // Without a pause, which takes about as long as the line.
                seen = word.get();
            } while (seen != turn);
            word.set(turn + 1);
        }
    }
}
