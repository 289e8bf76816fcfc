/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PoolExhaustedException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages in pooled Agrona buffers. */
class DirectBufferPoolTest {
    private final PerchAllocator allocator = PerchAllocator.create();
    private final DirectBufferPool pool = new DirectBufferPool(BufferPool.of(allocator));

    @AfterEach
    void nothingIsLost() {
        assertThat(allocator.stats().inUse()).isZero();
        allocator.close();
    }

    @Test
    void theViewIsTheBlock() {
        // tag::sbe[]
        try (PooledDirectBuffer message = pool.acquire(100)) {
            UnsafeBuffer buffer = message.buffer();
            buffer.putLong(0, 42);
            buffer.putStringAscii(8, "PERCH");
            assertThat(message.handle().byteBuffer().getLong(0)).isEqualTo(42);
        }
        // end::sbe[]
        try (PooledDirectBuffer message = pool.acquire(100)) {
            assertThat(message.buffer().addressOffset()).isEqualTo(message.handle().address());
            assertThat(message.buffer().capacity()).isEqualTo(message.handle().capacity()).isEqualTo(128);
            assertThat(message.buffer().getStringAscii(8)).as("the block of the last message").isEqualTo("PERCH");
            message.buffer().verifyAlignment();
        }
    }

    @Test
    void theSameObjectsServeAgainAndAgain() {
        PooledDirectBuffer first = pool.acquire(100);
        UnsafeBuffer view = first.buffer();
        first.close();
        pool.acquire(100).close();
        PooledDirectBuffer third = pool.acquire(100);
        assertThat(third).isSameAs(first);
        assertThat(third.buffer()).isSameAs(view);
        third.close();
    }

    @Test
    void mistakesAreThoseOfTheHandle() {
        PooledDirectBuffer message = pool.acquire(100);
        message.retain().close();
        assertThat(message.buffer()).isNotNull();
        message.close();
        assertThatThrownBy(message::buffer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(message::close).isInstanceOf(IllegalStateException.class);
        DirectBufferPool small = new DirectBufferPool(BufferPool.builder(allocator).quota(64).build());
        assertThat(small.tryAcquire(65)).isNull();
        assertThatThrownBy(() -> small.acquire(65)).isInstanceOf(PoolExhaustedException.class);
        small.tryAcquire(64).close();
    }
}
