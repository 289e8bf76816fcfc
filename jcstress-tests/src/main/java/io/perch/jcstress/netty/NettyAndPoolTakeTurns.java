/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.jcstress.support.OneHolder;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Blocks that are Netty buffers and a pool's handles in turn have one user at a time, and each finds a fresh buffer. What one actor
 * acquires the other releases, so that each finds the other's kind of object bound to its blocks.
 */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class NettyAndPoolTakeTurns {
    private static final int SIZE = 256;
    private static final PerchAllocator PERCH = PerchAllocator.create();
    private static final PerchByteBufAllocator NETTY = PerchByteBufAllocator.builder().allocator(PERCH).build();
    private static final BufferPool POOL = BufferPool.of(PERCH);
    private static final AtomicReference<Release> TO_FIRST = new AtomicReference<>();
    private static final AtomicReference<Release> TO_SECOND = new AtomicReference<>();

    /** Releases a buffer; returns 1 if somebody else has used it. */
    private interface Release {
        int run();
    }

    @Actor
    public void first(II_Result result) {
        result.r1 = exchange(TO_FIRST, TO_SECOND, nettyBuffer());
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = exchange(TO_SECOND, TO_FIRST, pooledBuffer());
    }

    /** Sends a buffer to the other actor, and releases what that has sent. What is not fetched is released by its sender. */
    private static int exchange(AtomicReference<Release> mine, AtomicReference<Release> other, Release sent) {
        return release(other.getAndSet(sent)) + release(mine.getAndSet(null));
    }

    private static int release(Release release) {
        return release == null ? 0 : release.run();
    }

    private static Release nettyBuffer() {
        ByteBuf buffer = NETTY.directBuffer(SIZE);
        boolean fresh = buffer.refCnt() == 1 && buffer.readerIndex() == 0 && buffer.writerIndex() == 0;
        long address = buffer.memoryAddress();
        buffer.writeLong(address).setLong(SIZE - Long.BYTES, address);
        return () -> {
            boolean alone = buffer.readLong() == address && buffer.getLong(SIZE - Long.BYTES) == address;
            return buffer.release() && fresh && alone ? 0 : 1;
        };
    }

    private static Release pooledBuffer() {
        PooledBuffer handle = POOL.acquire(SIZE);
        ByteBuffer buffer = handle.byteBuffer();
        boolean fresh = handle.references() == 1 && buffer.position() == 0 && buffer.limit() == SIZE;
        long stamp = ~handle.address();
        buffer.putLong(stamp).putLong(SIZE - Long.BYTES, stamp);
        return () -> {
            boolean alone = buffer.getLong(0) == stamp && buffer.getLong(SIZE - Long.BYTES) == stamp;
            handle.close();
            return fresh && alone ? 0 : 1;
        };
    }
}
