/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

import io.perch.bench.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One lock with so many threads.
 *
 * @param runs one a round
 * @param base the same rounds on ReentrantLock
 * @param free the same rounds without a lock
 */
record LockRow(LockKind kind, int threads, List<LockRun> runs, List<LockRun> base, List<LockRun> free) {
    static final String HEADING = String.format("%n%-7s %-13s %10s %20s %10s %20s %8s %8s", "threads", "lock", "turns/s",
            "to reentrant", "waste/turn", "to reentrant", "of CPUs", "min/max");

    /** A figure of a run, beside one without a lock. */
    private interface Figure {
        double of(LockRun run, LockRun free);
    }

    private double mean(List<LockRun> some, Figure figure, int[] drawn) {
        return IntStream.of(drawn).mapToDouble(round -> figure.of(some.get(round), free.get(round))).average().orElse(0);
    }

    private int[] all() {
        return IntStream.range(0, runs.size()).toArray();
    }

    private double mean(Figure figure) {
        return mean(runs, figure, all());
    }

    private Interval toBase(Figure figure) {
        return Interval.of(runs.size(), drawn -> mean(runs, figure, drawn) / mean(base, figure, drawn));
    }

    private static double throughput(LockRun run, LockRun free) {
        return run.throughput();
    }

    private static double share(LockRun run, LockRun free) {
        return run.share();
    }

    String line() {
        return String.format(Locale.ROOT, "%-7d %-13s %10.0f %20s %10.0f %20s %8.2f %8.2f", threads, kind.label(),
                mean(LockRow::throughput), toBase(LockRow::throughput), mean(LockRun::wastePerTurn), toBase(LockRun::wastePerTurn),
                mean(LockRun::wastedCpus), mean(LockRow::share));
    }

    /** Names are ours and need no escaping. */
    String json() {
        Interval throughput = toBase(LockRow::throughput);
        Interval waste = toBase(LockRun::wastePerTurn);
        return String.format(Locale.ROOT, "    {\"lock\": \"%s\", \"threads\": %d, \"turnsPerSecond\": %.0f,"
                + " \"toReentrant\": %.3f, \"toReentrantLow\": %.3f, \"toReentrantHigh\": %.3f, \"wastePerTurnNs\": %.1f,"
                + " \"wasteToReentrant\": %.3f, \"wasteToReentrantLow\": %.3f, \"wasteToReentrantHigh\": %.3f,"
                + " \"wastedCpus\": %.3f, \"wastedCpusToReentrant\": %.3f, \"minToMax\": %.3f}", kind.label(), threads,
                mean(LockRow::throughput), throughput.value(), throughput.low(), throughput.high(), mean(LockRun::wastePerTurn),
                waste.value(), waste.low(), waste.high(), mean(LockRun::wastedCpus), toBase(LockRun::wastedCpus).value(),
                mean(LockRow::share));
    }
}
