/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.pool.BufferPool;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Allocators that become garbage without a close. */
@Timeout(60)
class DroppedOwnerTest {
    private static void collect() throws InterruptedException {
        System.gc();
        Thread.sleep(50);
    }

    private static Engine engine() {
        return Engine.start(PerchConfig.builder().hardLimit(64 << 20).build().values());
    }

    @Test
    void anEngineWithoutOwnerIsClosedWhenNothingIsInUse() throws InterruptedException {
        Engine engine = engine();
        engine.keepUpFor(new Object());
        long block = engine.blocks().allocate(1000, 1);
        for (int i = 0; i < 20; i++) {
            collect();
        }
        assertThat(engine.isClosed()).as("a block is in use").isFalse();
        engine.blocks().free(block);
        while (!engine.isClosed()) {
            collect();
        }
        assertThat(engine.stats().reserved()).isZero();
    }

    @Test
    void anEngineWithAnOwnerStaysOpen() throws InterruptedException {
        Engine engine = engine();
        Object owner = new Object();
        engine.keepUpFor(owner);
        for (int i = 0; i < 20; i++) {
            collect();
        }
        assertThat(engine.isClosed()).isFalse();
        engine.close();
        assertThat(owner).isNotNull();
    }

    /** What is behind an allocator knows nothing that knows the allocator. */
    @Test
    void anAllocatorWhoseBlocksHaveObjectsThatKnowItBecomesGarbage() throws InterruptedException {
        WeakReference<PerchAllocator> dropped = drop();
        while (dropped.get() != null) {
            collect();
        }
    }

    private static WeakReference<PerchAllocator> drop() {
        PerchAllocator allocator = PerchAllocator.create();
        BufferPool.of(allocator).acquire(1000).close();
        return new WeakReference<>(allocator);
    }
}
