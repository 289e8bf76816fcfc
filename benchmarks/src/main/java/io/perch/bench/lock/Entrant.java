/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

/** A thread that wants the lock again and again. */
final class Entrant extends Thread {
    private final Contest contest;
    private final int stepsInside;
    private final int stepsOutside;
    private long turns;
    private long value;

    Entrant(Contest contest, int stepsInside, int stepsOutside) {
        this.contest = contest;
        this.stepsInside = stepsInside;
        this.stepsOutside = stepsOutside;
    }

    @Override
    public void run() {
        contest.rounds(this);
    }

    /** The critical section. */
    void inside() {
        turns++;
        value = Work.compute(value, stepsInside);
    }

    /** What follows it. */
    void outside() {
        value = Work.compute(value, stepsOutside);
    }

    /** How often it had the lock; to be asked when it has ended. */
    long turns() {
        return turns;
    }
}
