/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Threads for which Netty's allocators have caches, as for those of its event loops. */
final class EventLoops {
    /** As many as the scenarios have. */
    static final int THREADS = 2;

    private EventLoops() {
    }

    /** Runs a body with the number of its thread on each of {@value #THREADS} threads, and waits for their end. */
    static void run(IntConsumer body) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            threads[t] = new FastThreadLocalThread(() -> body.accept(number));
            threads[t].setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }
}
