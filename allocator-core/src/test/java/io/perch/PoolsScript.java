/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers of pools with a quota and without: a close does not fail, and what was charged is given back. */
final class PoolsScript extends AllocatorScript {
    private static final int[] SIZES = {64, 1024, 100_000, 3 << 20};
    private static final int BUFFERS = 12;
    private static final long QUOTA = 64 << 20;
    private static final int MOST_OF_IT = 60 << 20;

    private final BufferPool[] pools;
    private final Deque<PooledBuffer> buffers = new ArrayDeque<>();

    PoolsScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
        pools = new BufferPool[] {BufferPool.of(perch), BufferPool.builder(perch).quota(QUOTA).build()};
    }

    @Override
    void calls() {
        for (BufferPool pool : pools) {
            for (int size : SIZES) {
                for (int i = 0; i < (size > 1 << 20 ? 1 : BUFFERS); i++) {
                    attempt(() -> buffers.push(pool.acquire(size)));
                }
                attempt(() -> {
                    PooledBuffer buffer = pool.tryAcquire(size);
                    assertThat(buffer).as("tried").isNotNull();
                    buffers.push(buffer);
                });
                attempt(pool::live);
                closeAll();
            }
        }
        attempt(perch::stats);
    }

    private void closeAll() {
        while (!buffers.isEmpty()) {
            if (kind.isChecked()) {
                attempt(() -> {
                    buffers.peek().close();
                    buffers.pop();
                });
            } else {
                buffers.pop().close();
            }
        }
    }

    @Override
    void checkMore() {
        for (BufferPool pool : pools) {
            assertThat(pool.live()).isZero();
            assertThat(pool.charged()).isZero();
            pool.acquire(MOST_OF_IT).close();
            pool.close();
        }
    }
}
