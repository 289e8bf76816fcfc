/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.PerchAllocator;
import io.perch.PerchStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run on one allocator: workers and weather, and at the end the account. */
final class StormRun {
    private static final int THREADS_PER_CPU = 6;
    private static final long POLL_MILLIS = 10;

    private final Tally tally;
    private final long seed;
    private final long aborts = Injection.aborts();

    StormRun(PerchAllocator perch, long seed) {
        this.tally = new Tally(perch);
        this.seed = seed;
    }

    /** Storms, and closes the allocator. */
    Result run(long millis) throws InterruptedException {
        List<Worker> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS_PER_CPU * Runtime.getRuntime().availableProcessors(); i++) {
            Worker worker = new Worker(tally, i, seed);
            Thread thread = new Thread(worker, "storm-" + i);
            workers.add(worker);
            threads.add(thread);
            thread.start();
        }
        Weather weather = new Weather(tally, workers, seed);
        weather.begin();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!tally.isOver() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        tally.end();
        weather.end();
        for (Thread thread : threads) {
            thread.join();
        }
        return account();
    }

    private Result account() {
        PerchAllocator perch = tally.perch;
        tally.freeExchanged();
        perch.trim();
        PerchStats stats = perch.stats();
        if (stats.slabAvailable() + stats.slabCapacity() != stats.slabBudget()) {
            tally.fail(new AssertionError("slab capacity: " + stats.slabAvailable() + " + " + stats.slabCapacity()
                    + " bytes, not " + stats.slabBudget()));
        }
        perch.close();
        long reserved = perch.stats().reserved();
        if (reserved != 0 && stats.inUse() <= 0) {
            tally.fail(new AssertionError("address space after close: " + reserved + " bytes"));
        }
        return new Result(perch.mode(), tally.operations.sum(), Injection.aborts() - aborts, Math.max(0, stats.inUse()),
                tally.doubled.sum() + stats.doubleFrees(), tally.failure() == null ? "" : tally.failure() + " (seed " + seed + ")");
    }
}
