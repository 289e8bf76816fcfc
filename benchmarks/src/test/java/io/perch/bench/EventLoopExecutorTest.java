/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rows called "event loop" are measured on what Netty considers one. */
class EventLoopExecutorTest {
    @Test
    void itsThreadsAreWhatNettysPoolsTakeForEventLoops() throws Exception {
        ExecutorService executor = new EventLoopExecutor(1, "benchmark");
        try {
            assertThat(executor.submit(() -> Thread.currentThread() instanceof FastThreadLocalThread).get()).isTrue();
            assertThat(executor.submit(FastThreadLocalThread::currentThreadWillCleanupFastThreadLocals).get()).isTrue();
            assertThat(executor.submit(() -> ThreadExecutorMap.currentExecutor() != null).get()).isTrue();
        } finally {
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
}
