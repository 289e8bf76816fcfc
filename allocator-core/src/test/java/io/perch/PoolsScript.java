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

/** Buffers of pools with a quota, without and checked: a close does not fail, and what was charged is given back. */
final class PoolsScript extends AllocatorScript {
    private static final int[] SIZES = {64, 1024, 100_000, (1 << 20) + 1};
    private static final int BUFFERS = 12;
    private static final long QUOTA = 4 << 20;
    private static final int MOST_OF_IT = 3 << 20;

    private final BufferPool[] pools;
    private final Deque<PooledBuffer> buffers = new ArrayDeque<>();

    PoolsScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
        pools = new BufferPool[] {BufferPool.of(perch), BufferPool.builder(perch).quota(QUOTA).build(),
            BufferPool.builder(perch).quota(QUOTA).checked(true).build()};
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
                attemptUntilDone(pool::live);
                closeAll();
            }
        }
        attemptUntilDone(perch::stats);
    }

    private void closeAll() {
        while (!buffers.isEmpty()) {
            succeed(buffers.pop()::close);
        }
    }

    @Override
    void checkMore() {
        for (BufferPool pool : pools) {
            assertThat(pool.live()).isZero();
            assertThat(pool.charged()).isZero();
            // Checked mode looks at each byte.
            pool.acquire(kind.isChecked() ? SIZES[0] : MOST_OF_IT).close();
            pool.close();
        }
    }
}
