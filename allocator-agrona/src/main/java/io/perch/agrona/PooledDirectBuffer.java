/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.pool.PooledBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@link PooledBuffer} with an Agrona view of its block. The rules of the handle apply: any thread may close it, of several
 * closes at once exactly one succeeds, and the view must not be used afterwards.
 */
public final class PooledDirectBuffer implements AutoCloseable {
    private final PooledBuffer handle;
    private final UnsafeBuffer buffer;

    private PooledDirectBuffer(PooledBuffer handle) {
        this.handle = handle;
        this.buffer = new UnsafeBuffer(handle.address(), handle.capacity());
    }

    /** The Agrona buffer of an open handle: one object for all generations. */
    public static PooledDirectBuffer of(PooledBuffer handle) {
        return handle.view(PooledDirectBuffer.class, PooledDirectBuffer::new);
    }

    /**
     * The view of the whole block, {@link PooledBuffer#capacity()} long and 64-byte aligned.
     *
     * @throws IllegalStateException if it is closed
     */
    public UnsafeBuffer buffer() {
        handle.address();
        return buffer;
    }

    /** The handle: for its generation, {@code byteBuffer()} and checks. */
    public PooledBuffer handle() {
        return handle;
    }

    /** Adds a reference, for one more consumer. */
    public PooledDirectBuffer retain() {
        handle.retain();
        return this;
    }

    /**
     * Drops a reference, and with the last one gives the block back.
     *
     * @throws IllegalStateException if it is closed already
     */
    @Override
    public void close() {
        handle.close();
    }
}
