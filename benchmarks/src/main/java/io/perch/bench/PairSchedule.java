/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

/**
 * How often and how long each row is measured.
 *
 * @param rounds       how many times at most every row gets a fresh JVM
 * @param seconds      no round is begun that would end later than this; the first one always runs
 * @param warmups      iterations discarded in each
 * @param measurements iterations kept in each
 * @param millis       length of one iteration
 */
record PairSchedule(int rounds, int seconds, int warmups, int measurements, int millis) {
    static final PairSchedule FULL = new PairSchedule(3, 900, 5, 5, 200);
    static final PairSchedule QUICK = new PairSchedule(2, 40, 5, 5, 60);

    /** Whether to begin another round after {@code done} rounds in {@code elapsedSeconds}. */
    boolean another(int done, double elapsedSeconds) {
        return done == 0 || done < rounds && elapsedSeconds * (done + 1) / done <= seconds;
    }

    @Override
    public String toString() {
        return "Up to " + rounds + " rounds of one fresh JVM a row, " + warmups + " + " + measurements + " iterations of " + millis
                + " ms";
    }
}
