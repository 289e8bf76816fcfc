/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.engine.Prewarmer;

/** Prewarms with a pool's buffers, so that their handles and views are made, too. */
record PrewarmOfBuffers(BufferPool pool) implements Prewarmer.Workload {
    @Override
    public void play(int size, int count) {
        // The limit ends it before the list does.
        PooledBuffer[] buffers = new PooledBuffer[(int) Math.min(count, pool.allocator().stats().hardLimit() / size + 1)];
        int taken = 0;
        try {
            while (taken < count) {
                buffers[taken] = pool.acquire(size);
                taken++;
                Prewarmer.touch(buffers[taken - 1].byteBuffer(), 0, size);
            }
        } finally {
            while (taken > 0) {
                taken--;
                buffers[taken].close();
            }
        }
    }
}
