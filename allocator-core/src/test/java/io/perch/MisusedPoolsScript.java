/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.pool.BufferPool;
import io.perch.pool.Exhaustion;
import io.perch.pool.PoolExhaustedException;
import io.perch.pool.PooledBuffer;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pools are made, used up, closed with buffers in use, and misused; buffers are closed twice and lost. */
final class MisusedPoolsScript extends AllocatorScript {
    private static final int SIZE = 1000;
    private static final int QUOTA = 100_000;
    private static final int SECOND_NODE = 1;

    private final List<BufferPool> pools = new ArrayList<>();

    MisusedPoolsScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
    }

    @Override
    void calls() {
        refuse(() -> BufferPool.builder(perch).quota(0));
        refuse(() -> Exhaustion.waitUpTo(Duration.ofNanos(-1)));
        make(builder -> builder);
        make(builder -> builder.name("named").quota(QUOTA).exhaustion(Exhaustion.waitUpTo(Duration.ZERO)));
        make(builder -> builder.checked(true).quota(QUOTA));
        if (perch.access().partitions().count() > 1) {
            make(builder -> builder.onNode(SECOND_NODE));
        }
        pools.forEach(this::use);
    }

    private void make(UnaryOperator<BufferPool.Builder> configuration) {
        attempt(() -> pools.add(configuration.apply(BufferPool.builder(perch)).build()));
    }

    private void use(BufferPool pool) {
        misuse(pool);
        PooledBuffer left = acquire(pool);
        PooledBuffer lost = acquire(pool);
        if (lost != null) {
            lose(lost);
            attemptUntilDone(pool::leaks);
        }
        attempt(pool::close);
        refuse(() -> pool.acquire(SIZE));
        attempt(pool::toString);
        close(left);
        close(lost);
    }

    private void misuse(BufferPool pool) {
        if (pool.quota() == QUOTA) {
            refuse(() -> exhaust(pool));
        }
        refuse(() -> pool.acquire(0));
        PooledBuffer buffer = acquire(pool);
        if (buffer == null) {
            return;
        }
        attempt(buffer::byteBuffer);
        attempt(() -> assertThat(buffer.view(String.class, PooledBuffer::toString)).contains("1 references"));
        close(buffer);
        refuse(buffer::close);
        refuse(buffer::retain);
        refuse(buffer::address);
    }

    private static void exhaust(BufferPool pool) {
        try {
            pool.acquire(QUOTA + 1);
        } catch (PoolExhaustedException expected) {
            throw new IllegalStateException(expected);
        }
    }

    private PooledBuffer acquire(BufferPool pool) {
        PooledBuffer[] buffer = new PooledBuffer[1];
        attempt(() -> buffer[0] = pool.acquire(SIZE));
        return buffer[0];
    }

    private void close(PooledBuffer buffer) {
        if (buffer != null) {
            succeed(buffer::close);
        }
    }

    /** Does what the collector does with a buffer of a checked pool that nobody holds. */
    private static void lose(PooledBuffer buffer) {
        try {
            Field record = PooledBuffer.class.getDeclaredField("leakRecord");
            record.setAccessible(true);
            Reference<?> reference = (Reference<?>) record.get(buffer);
            if (reference != null) {
                reference.enqueue();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void checkMore() {
        for (BufferPool pool : pools) {
            assertThat(pool.isClosed()).isTrue();
            assertThat(pool.live()).as("live").isZero();
            assertThat(pool.charged()).as("charged").isZero();
        }
    }
}
