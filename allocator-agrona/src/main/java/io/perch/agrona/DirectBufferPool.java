/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.pool.BufferPool;
import java.util.Objects;

/**
 * Agrona buffers from a {@link BufferPool}, for messages that are encoded in one place and decoded and closed in another. The view
 * is bound to the block, as its handle is, so that a warm pool makes no garbage. All methods may be called from any thread.
 *
 * <pre>{@code
 * try (PooledDirectBuffer message = pool.acquire(128)) {
 *     encoder.wrapAndApplyHeader(message.buffer(), 0, header).price(42);
 * }
 * }</pre>
 */
public final class DirectBufferPool {
    private final BufferPool pool;

    /**
     * @param pool where handles, quota and policy come from; whoever created it closes it
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public DirectBufferPool(BufferPool pool) {
        AgronaAccess.require();
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /**
     * A buffer of at least {@code size} bytes, whose contents are undefined.
     *
     * @throws IllegalArgumentException as {@link BufferPool#acquire}, whose other exceptions it throws as well
     */
    public PooledDirectBuffer acquire(int size) {
        return PooledDirectBuffer.of(pool.acquire(size));
    }

    /** As {@link #acquire}, but does not ask the policy; null if there is no buffer now. */
    public PooledDirectBuffer tryAcquire(int size) {
        var handle = pool.tryAcquire(size);
        return handle == null ? null : PooledDirectBuffer.of(handle);
    }

    /** Where the buffers come from. */
    public BufferPool pool() {
        return pool;
    }
}
