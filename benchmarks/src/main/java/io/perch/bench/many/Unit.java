/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.many;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.bench.netty.ThreadKind;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.pool.BufferPool;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Of what there are many. */
enum Unit {
    /** Runs of pages of 1 GiB that nobody touches. */
    GIB(1000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return blocks(allocator, count, 1 << 30);
        }
    },
    /** Blocks of 256 bytes. */
    BLOCK(1_000_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return blocks(allocator, count, SIZE);
        }
    },
    /** Netty buffers of 256 bytes. */
    BUFFER(1_000_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            PerchByteBufAllocator buffers = PerchByteBufAllocator.builder().allocator(allocator).build();
            ByteBuf[] held = new ByteBuf[count];
            for (int i = 0; i < count; i++) {
                held[i] = buffers.directBuffer(SIZE);
            }
            return () -> {
                for (ByteBuf buffer : held) {
                    buffer.release();
                }
            };
        }
    },
    /** Pools, of which each had a buffer once. */
    POOL(10_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            BufferPool[] pools = new BufferPool[count];
            for (int i = 0; i < count; i++) {
                pools[i] = BufferPool.builder(allocator).name("pool-" + i).build();
                pools[i].acquire(SIZE).close();
            }
            return () -> {
                for (BufferPool pool : pools) {
                    pool.close();
                }
            };
        }
    },
    /** Allocators with a limit of 64 MiB, of which each had a block once. */
    ALLOCATOR(1000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            PerchAllocator[] allocators = new PerchAllocator[count];
            for (int i = 0; i < count; i++) {
                allocators[i] = PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).softLimit(LIMIT).build());
                allocators[i].free(allocators[i].allocate(SIZE));
            }
            return () -> {
                for (PerchAllocator each : allocators) {
                    each.close();
                }
            };
        }
    },
    /** Platform threads that are alive at once, and each have a block. */
    THREAD(10_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return threads(ThreadKind.PLAIN, allocator, count);
        }
    },
    /** Virtual threads likewise. */
    VIRTUAL_THREAD(100_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return threads(ThreadKind.VIRTUAL, allocator, count);
        }
    },
    /** Platform threads without a block, for comparison. */
    BARE_THREAD(10_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return threads(ThreadKind.PLAIN, null, count);
        }
    },
    /** Virtual threads without a block, for comparison. */
    BARE_VIRTUAL_THREAD(100_000) {
        @Override
        Runnable make(PerchAllocator allocator, int count) {
            return threads(ThreadKind.VIRTUAL, null, count);
        }
    };

    private static final int SIZE = 256;
    private static final long LIMIT = 64 << 20;

    private final int most;

    Unit(int most) {
        this.most = most;
    }

    /** How many are tried. */
    int most() {
        return most;
    }

    /** As it is printed. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes so many; what is returned ends them. */
    abstract Runnable make(PerchAllocator allocator, int count);

    private static Runnable blocks(PerchAllocator allocator, int count, int size) {
        long[] blocks = new long[count];
        for (int i = 0; i < count; i++) {
            blocks[i] = allocator.allocate(size);
        }
        return () -> {
            for (long block : blocks) {
                allocator.free(block);
            }
        };
    }

    private static Runnable threads(ThreadKind kind, PerchAllocator allocator, int count) {
        CountDownLatch all = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            kind.factory().newThread(() -> {
                long block = allocator == null ? 0 : allocator.allocate(SIZE);
                all.countDown();
                await(end);
                if (allocator != null) {
                    allocator.free(block);
                }
                ended.countDown();
            }).start();
        }
        await(all);
        return () -> {
            end.countDown();
            await(ended);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
