/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jctools.queues.SpscUnboundedArrayQueue;

/**
 * Live bytes rise and fall as a cosine, between a least and a most, with random buffers replaced meanwhile. Sizes drift in another
 * rhythm. A thread releases half of its buffers itself and leaves the others to its neighbour.
 */
final class BreathingLoad extends EventLoopLoad {
    static final long PERIOD_NANOS = 6_000_000_000L;
    private static final long DRIFT_NANOS = 10_000_000_000L;
    private static final int LEAST_MEDIAN_SIZE = 1024;
    private static final int DRIFT = 16;
    private static final int SPREAD = 3;
    private static final int BATCH = 64;
    private static final int QUEUE_CHUNK = 1024;
    private static final double REACHED = 0.9;

    private final long least;
    private final long most;
    private final long nanos;

    /** @param nanos of which whole periods are taken, if it is one at least */
    BreathingLoad(long least, long most, long nanos) {
        this.least = least;
        this.most = most;
        this.nanos = nanos < PERIOD_NANOS ? nanos : nanos / PERIOD_NANOS * PERIOD_NANOS;
    }

    @Override
    void use(ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        Queue<ByteBuf> forFirst = new SpscUnboundedArrayQueue<>(QUEUE_CHUNK);
        Queue<ByteBuf> forSecond = new SpscUnboundedArrayQueue<>(QUEUE_CHUNK);
        long begin = System.nanoTime();
        meter.timed(() -> EventLoops.run(thread -> meter.count(thread == 0 ? breathe(held[0], begin, forFirst, forSecond)
                : breathe(held[1], begin, forSecond, forFirst))));
        drain(forFirst, held[0]);
        drain(forSecond, held[1]);
    }

    /** Returns how many were allocated. */
    private long breathe(LiveBuffers mine, long begin, Queue<ByteBuf> in, Queue<ByteBuf> out) {
        SplittableRandom random = new SplittableRandom(mine == held[0] ? 7 : 38);
        long done = 0;
        for (long now = 0; now < nanos; now = System.nanoTime() - begin) {
            LogUniform sizes = sizesAt(now);
            long want = liveAt(now) / held.length;
            for (int i = 0; i < BATCH; i++) {
                mine.add(sizes.draw(random));
                while (mine.bytes() > want) {
                    ByteBuf removed = mine.remove(random);
                    if (random.nextBoolean()) {
                        out.add(removed);
                    } else {
                        mine.release(removed);
                    }
                }
            }
            done += BATCH;
            drain(in, mine);
        }
        return done;
    }

    private static void drain(Queue<ByteBuf> in, LiveBuffers mine) {
        for (ByteBuf left = in.poll(); left != null; left = in.poll()) {
            mine.release(left);
        }
    }

    /** What is to be live so many nanoseconds after the begin. */
    long liveAt(long now) {
        return least + (long) ((most - least) * rise(now, PERIOD_NANOS));
    }

    static LogUniform sizesAt(long now) {
        double median = LEAST_MEDIAN_SIZE * Math.pow(DRIFT, rise(now, DRIFT_NANOS));
        return new LogUniform((int) (median / SPREAD), (int) (median * SPREAD));
    }

    /** From 0 to 1 and back within a period. */
    private static double rise(long now, long period) {
        return (1 - Math.cos(2 * Math.PI * now / period)) / 2;
    }

    @Override
    public long floor() {
        return (long) (least * REACHED);
    }
}
