/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perch.bench.footprint.CountedLoads;
import io.perch.bench.footprint.CountedLoads.Done;
import io.perch.bench.netty.BufferSizes;
import io.perch.bench.netty.HandOver;
import io.perch.bench.netty.LiveSet;
import io.perch.bench.netty.ThreadKind;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The known loads. An operation is a buffer that is allocated and released. */
enum Load {
    /** Each thread allocates 256 bytes and releases them. */
    PAIR(0, 0, 0) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            return inParallel(threads, nanos, thread -> () -> {
                for (int i = 0; i < CHUNK; i++) {
                    allocator.directBuffer(PAIR_SIZE).release();
                }
                return CHUNK;
            });
        }
    },
    /** Each thread replaces random ones of its 1024 live buffers. */
    LIVE_SETS(2000, 0, 0) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            return inParallel(threads, nanos, thread -> replacing(allocator, new AtomicReferenceArray<>(LiveSet.LIVE), thread));
        }
    },
    /** All threads replace random ones of the same 1024 live buffers, so that most are released on another CPU. */
    SHARED_SET(Double.NaN, 0, 3) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            AtomicReferenceArray<ByteBuf> live = new AtomicReferenceArray<>(LiveSet.LIVE);
            return inParallel(threads, nanos, thread -> replacing(allocator, live, thread));
        }
    },
    /** Of each two threads, one allocates 256 bytes and the other releases them. */
    HAND_OVER(40_000, 2.5, 0) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            return inParallel(Math.max(1, threads / 2), nanos, pair -> {
                HandOver ring = new HandOver();
                return () -> {
                    ring.exchange(ThreadKind.PLAIN, LONG_CHUNK, () -> allocator.directBuffer(PAIR_SIZE), ByteBuf::release);
                    return LONG_CHUNK;
                };
            });
        }
    },
    /** Live bytes rise and fall between 32 and 256 MiB, and sizes drift; on two threads, whatever is asked for. */
    BREATHING(Double.NaN, 1, 0) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            return CountedLoads.breathing(allocator, PERIODS * nanos);
        }
    },
    /** 10,000 virtual threads come, hold 8 buffers each until all are there, and leave. */
    CROWD(Double.NaN, 0, 2) {
        @Override
        Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException {
            return CountedLoads.crowd(allocator, MEMBERS, 2);
        }
    };

    private static final int PAIR_SIZE = 256;
    private static final int CHUNK = 2000;
    /** What starts threads of its own does more at a time. */
    private static final int LONG_CHUNK = 500_000;
    private static final int PERIODS = 3;
    private static final int MEMBERS = 10_000;

    private final double goal;
    private final double sent;
    private final double met;

    Load(double goal, double sent, double met) {
        this.goal = goal;
        this.sent = sent;
        this.met = met;
    }

    /** The most acquisitions of shared locks per million operations; not a number where no goal is set. */
    double goal() {
        return goal;
    }

    /**
     * How often an operation waits for what other CPUs have written, by the code of the load, beside locks: for a buffer's object,
     * when it is released and when it comes back, for its place in a ring or a set, and for the pages that are touched. Lines of an
     * object overlap, and count once: with all of them, what was measured took half of the time that was modelled.
     */
    double lines(int cpus) {
        return cpus == 1 ? 0 : sent + met * (cpus - 1) / cpus;
    }

    /** As the command line names it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Runs on so many threads for about that time. */
    abstract Done run(ByteBufAllocator allocator, int threads, long nanos) throws InterruptedException;

    /** Runs some operations and returns how many. */
    private interface Loop {
        int run();
    }

    /** Makes the loop of a thread. */
    private interface Maker {
        Loop of(int thread);
    }

    private static Loop replacing(ByteBufAllocator allocator, AtomicReferenceArray<ByteBuf> live, int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        int[] drawn = BufferSizes.WEB_SOCKET_PROXY.draw();
        return () -> {
            LiveSet.replace(allocator, live, drawn, random, CHUNK);
            return CHUNK;
        };
    }

    private static Done inParallel(int threads, long nanos, Maker maker) throws InterruptedException {
        AtomicLong operations = new AtomicLong();
        AtomicLong time = new AtomicLong();
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            Loop loop = maker.of(t);
            all[t] = new Thread(() -> {
                long begin = System.nanoTime();
                long done = 0;
                while (System.nanoTime() - begin < nanos) {
                    done += loop.run();
                }
                operations.addAndGet(done);
                time.addAndGet(System.nanoTime() - begin);
            });
            all[t].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        return new Done(operations.get(), time.get() / threads);
    }
}
