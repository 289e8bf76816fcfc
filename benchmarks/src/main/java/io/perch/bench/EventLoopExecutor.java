/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Lets JMH run a benchmark on Netty's own executor threads: {@code -Djmh.executor=CUSTOM -Djmh.executor.class=} this class.
 *
 * <p>Netty's pools keep thread-local caches only on a {@code FastThreadLocalThread} that belongs to an {@code EventExecutor}, which
 * is what an event loop is. On JMH's plain threads they use their shared paths, and look slower than they are in a server.
 */
public final class EventLoopExecutor extends DefaultEventExecutorGroup {
    /** The constructor that JMH calls. */
    public EventLoopExecutor(int maxThreads, String prefix) {
        super(maxThreads, new DefaultThreadFactory(prefix, true));
    }
}
