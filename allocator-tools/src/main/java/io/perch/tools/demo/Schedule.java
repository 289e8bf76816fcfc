/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How the time is divided. Each allocator gets {@value #WARM_UPS} warm-up rounds, because what the JIT compiled for one is compiled
 * anew when the next one comes; then rounds at full load, in random order and then backwards (B A C, C A B, ...), so that neither
 * code that gets faster nor a machine that gets slower favours one of them; then as many rounds at the same pace for all; and at
 * last a short round under the leak detector's highest level.
 *
 * @param rotations how often each allocator is measured at full load, and how often at a pace; an even number
 * @param warmUp    of one warm-up round
 * @param measured  of one round at full load
 * @param paced     of one round at a pace
 * @param leakHunt  of one leak round
 */
record Schedule(int rotations, Duration warmUp, Duration measured, Duration paced, Duration leakHunt) {
    /** Seconds that the shortest useful demo takes. */
    static final int MIN_SECONDS = 3;
    /** How often each allocator warms up, in turns with the others. */
    static final int WARM_UPS = 3;

    /** Start, end and garbage collection of a round. */
    private static final long OVERHEAD_MILLIS = 150;
    /** In less time a busy machine may answer nothing. */
    private static final long LEAST_MILLIS = 200;

    static Schedule of(int seconds) {
        int rotations = seconds < 20 ? 2 : seconds < 120 ? Comparison.LEAST_ROUNDS : 2 * Comparison.LEAST_ROUNDS;
        int contenders = Contender.values().length;
        long rounds = (long) contenders * (2 * rotations + WARM_UPS + 1);
        double millis = (double) (seconds * 1000L - rounds * OVERHEAD_MILLIS) / contenders;
        return new Schedule(rotations, round(0.3 * millis / WARM_UPS), round(0.38 * millis / rotations),
                round(0.26 * millis / rotations), round(0.06 * millis));
    }

    private static Duration round(double millis) {
        return Duration.ofMillis(Math.max(LEAST_MILLIS, (long) millis));
    }

    /** The contenders of one rotation, in its order. */
    static List<Contender> order(int rotation) {
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        Collections.shuffle(order, new Random(rotation / 2));
        if (rotation % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
