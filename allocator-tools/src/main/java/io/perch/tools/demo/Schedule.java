/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the time is divided: a warm-up round each, rounds at full load forwards and backwards in turn (A B C, C B A, ...), so that
 * code that gets faster or a machine that gets slower favours nobody, as many rounds at the same pace for all, and at last a short
 * round each under the leak detector's highest level.
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

    /** Start, end and garbage collection of a round. */
    private static final long OVERHEAD_MILLIS = 200;

    static Schedule of(int seconds) {
        int rotations = seconds < 20 ? 2 : seconds < 60 ? 4 : 6;
        int contenders = Contender.values().length;
        long rounds = (long) contenders * (2 * rotations + 2);
        double millis = Math.max(seconds * 1000 - rounds * OVERHEAD_MILLIS, rounds * 100);
        return new Schedule(rotations,
                Duration.ofMillis((long) (0.2 * millis / contenders)),
                Duration.ofMillis((long) (0.43 * millis / (contenders * rotations))),
                Duration.ofMillis((long) (0.3 * millis / (contenders * rotations))),
                Duration.ofMillis((long) (0.07 * millis / contenders)));
    }

    /** The contenders of one rotation, in its order. */
    static List<Contender> order(int rotation) {
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        if (rotation % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
