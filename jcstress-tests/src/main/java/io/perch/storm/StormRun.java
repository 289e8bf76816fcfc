/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.options.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run: workers, disturbances, and at the end the result. */
final class StormRun {
    private static final int THREADS_PER_CPU = 6;
    private static final long POLL_MILLIS = 10;

    private final String name;
    private final Allocators allocators;
    private final Tally tally = new Tally();
    private final long seed;
    private final long aborts = Injection.aborts();

    /** @param modes of the allocators, in turn */
    StormRun(String name, List<Mode> modes, long seed) {
        this.name = name;
        this.allocators = new Allocators(modes);
        this.seed = seed;
    }

    /** Runs for this long, then closes all allocators. */
    Result run(long millis) throws InterruptedException {
        List<Worker> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS_PER_CPU * Runtime.getRuntime().availableProcessors(); i++) {
            Worker worker = new Worker(tally, allocators, i, seed);
            Thread thread = new Thread(worker, "storm-" + i);
            workers.add(worker);
            threads.add(thread);
            thread.start();
        }
        Disturbances disturbances = new Disturbances(tally, allocators, workers, seed);
        disturbances.begin();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!tally.isOver() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        tally.end();
        disturbances.end();
        for (Thread thread : threads) {
            thread.join();
        }
        tally.freeExchanged();
        allocators.close(tally);
        String failure = tally.failure() == null ? "" : tally.failure() + " (seed " + seed + ")";
        return new Result(name, tally.operations.sum(), Injection.aborts() - aborts, allocators.lost(),
                tally.doubled.sum() + allocators.doubled(), failure);
    }
}
