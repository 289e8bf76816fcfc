/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Live bytes stay the same while random buffers are replaced by new ones, in phases that each have sizes of their own. A phase has
 * new threads, which go on with the buffers of those before. Their time begins when the live bytes are there.
 */
final class ReplacementLoad extends EventLoopLoad {
    /** Of the scenario {@code phases}. */
    static final List<LogUniform> PHASES = List.of(new LogUniform(64, 512), new LogUniform(512, 4096), new LogUniform(4096, 65_536),
            new LogUniform(256, 1500), new LogUniform(64, 262_144), new LogUniform(100, 300), new LogUniform(1000, 1100));
    /** Operations between two looks at the clock. */
    private static final int BATCH = 64;
    /** Threads are below their part of the live bytes by one buffer at most, which is large in some phases. */
    private static final double REACHED = 0.97;

    private final List<LogUniform> phases;
    private final long live;
    private final long phaseNanos;

    ReplacementLoad(List<LogUniform> phases, long live, long phaseNanos) {
        this.phases = phases;
        this.live = live;
        this.phaseNanos = phaseNanos;
    }

    @Override
    void use(ByteBufAllocator allocator, Meter meter) throws InterruptedException {
        double sum = 0;
        double worst = 0;
        for (LogUniform sizes : phases) {
            LongAdder done = new LongAdder();
            meter.timed(() -> EventLoops.run(thread ->
                    done.add(replace(held[thread], sizes, new SplittableRandom(31L * thread + 7)))));
            meter.count(done.sum());
            System.gc();
            meter.figure("replaced " + sizes, done.sum() * sizes.mean() / live);
            double ratio = meter.ratio();
            meter.figure("endRatio " + sizes, ratio);
            sum += ratio;
            worst = Math.max(worst, ratio);
        }
        meter.figure("endMeanRatio", sum / phases.size());
        meter.figure("endWorstRatio", worst);
    }

    /** Fills up, which the first phase has to, and from then on replaces. Returns how many were allocated. */
    private long replace(LiveBuffers mine, LogUniform sizes, SplittableRandom random) {
        long want = live / held.length;
        long done = 0;
        for (; mine.bytes() + sizes.most() <= want; done++) {
            mine.add(sizes.draw(random));
        }
        for (long begin = System.nanoTime(); System.nanoTime() - begin < phaseNanos; done += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                mine.add(sizes.draw(random));
                while (mine.bytes() > want) {
                    mine.release(mine.remove(random));
                }
            }
        }
        return done;
    }

    @Override
    public long floor() {
        return (long) (live * REACHED);
    }
}
