/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/**
 * Netty's leak detector, made to report here. It finds buffers that became unreachable before they were released, but only after a
 * garbage collection, and only when it tracks another buffer; {@link #collect} causes both.
 */
final class LeakWatch implements AutoCloseable {
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    LeakWatch(ResourceLeakDetector.Level level, Findings findings) {
        ResourceLeakDetector.setLevel(level);
        ByteBufUtil.setLeakListener((type, records) -> findings.report(
                "leak: a " + type + " was collected before it was released" + records));
    }

    /** Lets the detector see every buffer that is unreachable now. */
    void collect() throws InterruptedException {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        // The reference to the second collection's canary is enqueued after everything that the first collection found.
        for (int i = 0; i < 2; i++) {
            awaitCollection();
            UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        ResourceLeakDetector.setLevel(level);
    }

    private static void awaitCollection() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), queue);
        System.gc();
        queue.remove(5_000);
        Reference.reachabilityFence(canary);
    }

    @Override
    public void close() {
        ByteBufUtil.setLeakListener(null);
        ResourceLeakDetector.setLevel(before);
    }
}
