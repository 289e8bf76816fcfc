/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;
import io.perch.bench.netty.ThreadKind;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Many virtual threads come, hold a few buffers each until all are there, and leave; some times over. Where there are no virtual
 * threads, a tenth as many threads of a pool hold ten times as many.
 */
final class CrowdLoad implements MemoryLoad {
    private static final int HELD = 8;
    private static final int ON_PLATFORM_THREADS = 10;
    private static final int HOLD_MILLIS = 300;
    private static final int GAP_MILLIS = 1000;
    private static final double REACHED = 0.9;
    private static final LogUniform SIZES = new LogUniform(256, 8192);

    /** For all loads, so that what the threads of a pool cost is there before the measurement. */
    private static final Executor THREADS = ThreadKind.VIRTUAL.exists()
            ? task -> ThreadKind.VIRTUAL.factory().newThread(task).start() : Executors.newCachedThreadPool();

    private final int crowd;
    private final int bursts;

    CrowdLoad(int crowd, int bursts) {
        this.crowd = crowd;
        this.bursts = bursts;
    }

    @Override
    public void run(ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        int share = ThreadKind.VIRTUAL.exists() ? 1 : Math.min(crowd, ON_PLATFORM_THREADS);
        double sum = 0;
        double worst = 0;
        for (int burst = 0; burst < bursts; burst++) {
            if (burst > 0) {
                TimeUnit.MILLISECONDS.sleep(GAP_MILLIS);
            }
            double millis = burst(crowd / share, HELD * share, allocator, meter) / 1e6;
            sum += millis;
            worst = Math.max(worst, millis);
        }
        meter.figure("burstMillis", sum / bursts);
        meter.figure("worstBurstMillis", worst);
    }

    /** Returns the nanoseconds that it took to come and to leave. */
    private static long burst(int members, int buffers, ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(members);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(members);
        long coming = meter.timed(() -> {
            for (int m = 0; m < members; m++) {
                SplittableRandom random = new SplittableRandom(m);
                THREADS.execute(() -> member(random, buffers, new LiveBuffers(allocator, meter), come, end, left));
            }
            come.await();
        });
        TimeUnit.MILLISECONDS.sleep(HOLD_MILLIS);
        long leaving = meter.timed(() -> {
            end.countDown();
            left.await();
        });
        meter.count((long) members * buffers);
        return coming + leaving;
    }

    private static void member(SplittableRandom random, int buffers, LiveBuffers mine, CountDownLatch come, CountDownLatch end,
            CountDownLatch left) {
        for (int b = 0; b < buffers; b++) {
            mine.add(SIZES.draw(random));
        }
        come.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        mine.releaseAll();
        left.countDown();
    }

    @Override
    public void release() {
        // all have left
    }

    @Override
    public long floor() {
        return (long) (crowd * HELD * SIZES.mean() * REACHED);
    }
}
