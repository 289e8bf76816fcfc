/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBufAllocator;
import java.util.function.Supplier;

/** What a fork does: it puts figures, in the same order for all allocators. */
interface Workload {
    /**
     * @param allocators makes a new one
     * @param kind       of the threads that allocate
     * @param clock      times loops
     * @param figures    takes what is found
     */
    void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures) throws Exception;

    /** Runs a task on a thread of the kind and waits for its end. */
    static void on(ThreadKind kind, Runnable task) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = kind.factory().newThread(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure[0] = e;
            }
        });
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new IllegalStateException(failure[0]);
        }
    }
}
