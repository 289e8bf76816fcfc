/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.nio.ByteBuffer;
import org.agrona.AbstractMutableDirectBuffer;
import org.agrona.DirectBuffer;

/**
 * A buffer that moves to a larger block of its pool when something is put beyond its end, up to {@value #MOST} bytes. Bytes that
 * were never written are undefined. For one thread at a time.
 */
public final class ExpandablePerchBuffer extends AbstractMutableDirectBuffer implements AutoCloseable {
    /** The most bytes that it can have: one {@code ByteBuffer}. */
    public static final int MOST = 1 << 30;

    private final BufferPool pool;
    private PooledBuffer block;

    /**
     * A buffer of at least {@code size} bytes.
     *
     * @throws IllegalStateException if Agrona cannot work in this JVM, or the pool is closed
     */
    public ExpandablePerchBuffer(BufferPool pool, int size) {
        AgronaAccess.require();
        this.pool = pool;
        settle(pool.acquire(size));
    }

    private void settle(PooledBuffer newBlock) {
        block = newBlock;
        addressOffset = newBlock.address();
        capacity = newBlock.capacity();
    }

    @Override
    protected void ensureCapacity(int index, int length) {
        if (index < 0 || length < 0) {
            throw new IndexOutOfBoundsException("negative: index=" + index + " length=" + length);
        }
        long end = (long) index + length;
        if (end > capacity) {
            grow(end);
        }
    }

    private void grow(long end) {
        if (block == null) {
            throw new IllegalStateException("the buffer is closed");
        }
        if (end > MOST) {
            throw new IndexOutOfBoundsException(end + " bytes (at most " + MOST + ")");
        }
        // Grows by half, so that in a buffer that grows byte by byte each byte is copied a constant number of times.
        PooledBuffer larger = pool.acquire((int) Math.max(end, Math.min(MOST, capacity + (capacity >> 1))));
        whole(larger).put(0, whole(block), 0, capacity);
        PooledBuffer smaller = block;
        settle(larger);
        smaller.close();
    }

    private static ByteBuffer whole(PooledBuffer of) {
        return of.byteBuffer().clear();
    }

    /** Gives the block back; a second call does nothing. Afterwards the capacity is 0, and every access throws. */
    @Override
    public void close() {
        if (block != null) {
            block.close();
            block = null;
            addressOffset = 0;
            capacity = 0;
        }
    }

    @Override
    public boolean isExpandable() {
        return true;
    }

    /** The block as a buffer, until the next expansion. */
    @Override
    public ByteBuffer byteBuffer() {
        if (block == null) {
            throw new IllegalStateException("the buffer is closed");
        }
        return whole(block);
    }

    @Override
    public int wrapAdjustment() {
        return 0;
    }

    @Override
    public void checkLimit(int limit) {
        ensureCapacity(limit, 0);
    }

    private static UnsupportedOperationException owned() {
        return new UnsupportedOperationException("this buffer wraps blocks of its pool only");
    }

    @Override
    public void wrap(byte[] buffer) {
        throw owned();
    }

    @Override
    public void wrap(byte[] buffer, int offset, int length) {
        throw owned();
    }

    @Override
    public void wrap(ByteBuffer buffer) {
        throw owned();
    }

    @Override
    public void wrap(ByteBuffer buffer, int offset, int length) {
        throw owned();
    }

    @Override
    public void wrap(DirectBuffer buffer) {
        throw owned();
    }

    @Override
    public void wrap(DirectBuffer buffer, int offset, int length) {
        throw owned();
    }

    @Override
    public void wrap(long address, int length) {
        throw owned();
    }
}
