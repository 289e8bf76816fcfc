/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The kinds of threads that Netty's allocators treat differently. */
enum ThreadKind {
    /** A {@code FastThreadLocalThread} that belongs to an executor: only these have caches of their own in Netty. */
    EVENT_LOOP,
    /** A platform thread. */
    PLAIN,
    /** A virtual thread, on JDK 21 and later. */
    VIRTUAL;

    boolean exists() {
        return this != VIRTUAL || Runtime.version().feature() >= 21;
    }

    /** Makes threads of this kind that run one task each. */
    ThreadFactory factory() {
        return switch (this) {
            case EVENT_LOOP -> task -> new Thread(() -> onEventLoop(task));
            case PLAIN -> Thread::new;
            case VIRTUAL -> virtual();
        };
    }

    private static void onEventLoop(Runnable task) {
        DefaultEventExecutorGroup loop = new DefaultEventExecutorGroup(1);
        try {
            loop.submit(task).syncUninterruptibly();
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    /** {@code Thread.ofVirtual().factory()}, which a class for JDK 17 can only call by reflection. */
    private static ThreadFactory virtual() {
        try {
            Method ofVirtual = Thread.class.getMethod("ofVirtual");
            Object builder = ofVirtual.invoke(null);
            return (ThreadFactory) ofVirtual.getReturnType().getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
