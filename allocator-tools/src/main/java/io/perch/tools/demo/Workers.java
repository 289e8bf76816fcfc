/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that run business code: not event loops, and so without Netty's thread caches. */
enum Workers {
    /** A fixed pool of four platform threads for each CPU. */
    PLATFORM,
    /** One virtual thread for each request. */
    VIRTUAL;

    /** Virtual threads on JDK 21 and later, because new servers use them; else platform threads. */
    static Workers usual() {
        return Runtime.version().feature() >= 21 ? VIRTUAL : PLATFORM;
    }

    /**
     * Starts them.
     *
     * @throws UnsupportedOperationException when this JDK has no virtual threads
     */
    ExecutorService open() {
        if (this == PLATFORM) {
            return Executors.newFixedThreadPool(4 * Runtime.getRuntime().availableProcessors());
        }
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("virtual threads need JDK 21 or later", e);
        }
    }

    /** Ends them after their last task; true when that took less than ten seconds. */
    static boolean close(ExecutorService workers) throws InterruptedException {
        workers.shutdown();
        return workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    String description() {
        return this == PLATFORM
                ? 4 * Runtime.getRuntime().availableProcessors() + " platform threads"
                : "a virtual thread for each request";
    }
}
