/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.util.ResourceLeakDetector;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One allocator under load for a while: fresh allocator, server, clients and event loops. The first third of the time is the ramp
 * and is not measured.
 */
final class Round {
    /** A fresh allocator has to fill its caches first. */
    private static final int RAMP_PARTS = 3;

    private final Setting setting;
    private final Contender contender;
    private final Findings findings;

    Round(Setting setting, Contender contender, Findings findings) {
        this.setting = setting;
        this.contender = contender;
        this.findings = findings;
    }

    /**
     * Runs it and looks for leaks.
     *
     * @param firstId  the first exchange: the same number gives the same traffic
     * @param pace     makes the pace of the load, when it begins
     * @param duration of the load, ramp included
     * @param leaks    how many buffers Netty's leak detector tracks
     */
    RoundResult run(long firstId, Supplier<Pace> pace, Duration duration, ResourceLeakDetector.Level leaks)
            throws InterruptedException {
        try (LeakWatch watch = new LeakWatch(leaks, findings); AllocatorUnderTest tested = contender.open()) {
            RoundResult result = load(tested, firstId, pace, duration.toNanos());
            OptionalLong live = tested.live().get();
            if (live.isPresent() && live.getAsLong() != 0) {
                findings.report(
                        "leak: " + contender.label() + " has " + live.getAsLong() + " bytes in use after the last channel closed");
            }
            watch.collect();
            return result;
        }
    }

    private RoundResult load(AllocatorUnderTest tested, long firstId, Supplier<Pace> pace, long nanos) {
        CountingAllocator allocator = new CountingAllocator(tested.allocator());
        Sampler sampler = new Sampler(tested.held());
        long buffers;
        long garbage;
        long measured;
        DemoClient client = new DemoClient(setting, findings);
        try (sampler; DemoServer server = new DemoServer(setting, allocator, findings); client) {
            Load load = new Load(firstId, pace.get());
            client.connect(server.address(), allocator, load);
            hold(nanos / RAMP_PARTS);
            buffers = -allocator.count();
            garbage = -JavaGarbage.allocatedBytes();
            long start = System.nanoTime();
            load.measure();
            hold(nanos - nanos / RAMP_PARTS);
            load.stop();
            measured = System.nanoTime() - start;
            garbage += JavaGarbage.allocatedBytes();
            buffers += allocator.count();
            client.drain();
        }
        Histogram latencies = client.latencies();
        if (latencies.getTotalCount() == 0) {
            findings.report(contender.label() + " answered no request in " + measured / 1_000_000 + " ms");
        }
        return new RoundResult(contender, measured / 1e9, latencies, buffers, garbage, sampler.late(), sampler.samples());
    }

    /** Lets the load go on, unless something has already gone wrong. */
    private void hold(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && findings.count() == 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(left, 20_000_000));
        }
    }
}
