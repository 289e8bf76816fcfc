/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What threads did with one lock for a while.
 *
 * @param turns  how often they had it
 * @param nanos  how long it took
 * @param cpu    nanoseconds of CPU that the process had
 * @param share  turns of the thread that had fewest, to those of the one that had most
 */
record LockRun(long turns, long nanos, long cpu, double share) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * Lets threads compete.
     *
     * @param inside  nanoseconds of a critical section
     * @param outside nanoseconds between two
     */
    static LockRun of(LockKind kind, int threads, int inside, int outside, int millis) throws InterruptedException {
        Contest contest = kind.contest();
        List<Entrant> entrants = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            entrants.add(new Entrant(contest, Work.steps(inside), Work.steps(outside)));
        }
        long begin = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        entrants.forEach(Thread::start);
        TimeUnit.MILLISECONDS.sleep(millis);
        contest.close();
        for (Entrant entrant : entrants) {
            entrant.join();
        }
        long nanos = System.nanoTime() - begin;
        long used = PROCESS.getProcessCpuTime() - cpu;
        long turns = entrants.stream().mapToLong(Entrant::turns).sum();
        double least = entrants.stream().mapToLong(Entrant::turns).min().orElse(0);
        double most = entrants.stream().mapToLong(Entrant::turns).max().orElse(1);
        return new LockRun(turns, nanos, used, least / Math.max(1, most));
    }

    /** Turns a second. */
    double throughput() {
        return turns * 1e9 / nanos;
    }

    /** Nanoseconds of CPU for each turn. */
    private double cpuPerTurn() {
        return cpu / (double) Math.max(1, turns);
    }

    /** Nanoseconds of CPU for each turn beyond what it takes to compute, as was seen in a run without a lock. */
    double wastePerTurn(LockRun free) {
        return cpuPerTurn() - free.cpuPerTurn();
    }

    /** CPUs that were busy with nothing useful. */
    double wastedCpus(LockRun free) {
        return wastePerTurn(free) * turns / nanos;
    }
}
