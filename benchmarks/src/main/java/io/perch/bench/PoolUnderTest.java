/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jctools.queues.MpmcArrayQueue;

/** A pool of direct buffers, in a form that all pools can have. A benchmark's JVM uses one, and the JIT sees through it. */
interface PoolUnderTest {
    /** Perch's own. */
    String PERCH = "perch";
    /** Not a pool: the time that the benchmark itself takes. */
    String NONE = "none";
    /** The pools to compare it with. */
    List<String> PEERS = List.of("netty-pooled", "netty-adaptive", "thread-local-deque", "jctools-mpmc");

    /** A buffer of {@code size} bytes. */
    Object acquire(int size);

    /** Takes a buffer back. */
    void release(Object buffer);

    /** The pool of this JVM's row. */
    static PoolUnderTest ofThisRow() {
        return of(System.getProperty(PairRun.PARAMETER + "pool", PERCH));
    }

    /** The pool of this name. */
    static PoolUnderTest of(String name) {
        return switch (name) {
            case PERCH -> new Perch(BufferPool.of(ForkAllocator.create()));
            case "perch-quota" -> new Perch(BufferPool.builder(ForkAllocator.create()).quota(1 << 30).build());
            case "perch-unchecked" -> new UncheckedPool(ForkAllocator.create());
            case "netty-pooled" -> Netty.over(PooledByteBufAllocator.DEFAULT);
            case "netty-adaptive" -> Netty.over(new AdaptiveByteBufAllocator());
            case NONE -> new None();
            case "thread-local-deque" -> new ThreadLocalDeque();
            case "jctools-mpmc" -> new Mpmc(PoolRow.SIZE);
            default -> throw new IllegalArgumentException("no pool is called " + name);
        };
    }

    /** The same object for every caller. */
    final class None implements PoolUnderTest {
        @Override
        public Object acquire(int size) {
            return this;
        }

        @Override
        public void release(Object buffer) {
        }
    }

    /** Perch's handles. */
    record Perch(BufferPool pool) implements PoolUnderTest {
        @Override
        public Object acquire(int size) {
            return pool.acquire(size);
        }

        @Override
        public void release(Object buffer) {
            ((PooledBuffer) buffer).close();
        }
    }

    /** Netty's buffers. */
    record Netty(ByteBufAllocator allocator) implements PoolUnderTest {
        static <A extends ByteBufAllocator & ByteBufAllocatorMetricProvider> Netty over(A allocator) {
            MemoryUse.watch(allocator.metric());
            return new Netty(allocator);
        }

        @Override
        public Object acquire(int size) {
            return allocator.directBuffer(size, size);
        }

        @Override
        public void release(Object buffer) {
            ((ByteBuf) buffer).release();
        }
    }

    /**
     * What many programs have: a list of idle buffers for each thread, of bounded length, because a thread that only releases would
     * collect all the memory that there is.
     */
    final class ThreadLocalDeque implements PoolUnderTest {
        private static final int MOST = 256;
        private final ThreadLocal<ArrayDeque<ByteBuffer>> idle = ThreadLocal.withInitial(ArrayDeque::new);

        @Override
        public Object acquire(int size) {
            ByteBuffer buffer = idle.get().pollLast();
            return buffer != null ? buffer.clear() : ByteBuffer.allocateDirect(size);
        }

        @Override
        public void release(Object buffer) {
            ArrayDeque<ByteBuffer> mine = idle.get();
            if (mine.size() < MOST) {
                mine.addLast((ByteBuffer) buffer);
            }
        }
    }

    /** One bounded lock-free queue for all threads, full at the start. */
    final class Mpmc implements PoolUnderTest {
        private static final int BUFFERS = 1 << 12;
        private final MpmcArrayQueue<ByteBuffer> idle = new MpmcArrayQueue<>(BUFFERS);

        Mpmc(int size) {
            while (idle.offer(ByteBuffer.allocateDirect(size))) {
                continue;
            }
        }

        @Override
        public Object acquire(int size) {
            ByteBuffer buffer = idle.poll();
            return buffer != null ? buffer.clear() : ByteBuffer.allocateDirect(size);
        }

        @Override
        public void release(Object buffer) {
            idle.offer((ByteBuffer) buffer);
        }
    }
}
