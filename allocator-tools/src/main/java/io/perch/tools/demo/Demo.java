/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.util.ResourceLeakDetector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs the rounds of a {@link Schedule}, and stops at the first finding. */
final class Demo {
    /** Exchanges of different rotations have different numbers; within a rotation every allocator gets the same traffic. */
    private static final long IDS_PER_ROTATION = 1L << 32;

    private final Setting setting;
    private final Findings findings = new Findings();
    private final Progress progress;
    private final List<RoundResult> results = new ArrayList<>();
    private final List<RoundResult> paced = new ArrayList<>();

    Demo(Setting setting, Progress progress) {
        this.setting = setting;
        this.progress = progress;
    }

    /** Runs everything once. */
    DemoResult run(Schedule schedule) throws InterruptedException {
        int rotations = schedule.rotations();
        for (int turn = 1; turn <= Schedule.WARM_UPS; turn++) {
            rounds("warm-up " + turn + " of " + Schedule.WARM_UPS, 0, () -> Pace.FULL, schedule.warmUp(),
                    ResourceLeakDetector.Level.SIMPLE);
        }
        StolenTime begin = StolenTime.now();
        for (int rotation = 1; rotation <= rotations; rotation++) {
            results.addAll(rounds("round " + rotation + " of " + rotations, rotation, () -> Pace.FULL, schedule.measured(),
                    ResourceLeakDetector.Level.SIMPLE));
        }
        double rate = rate();
        for (int rotation = 1; rotation <= rotations; rotation++) {
            paced.addAll(rounds("paced " + rotation + " of " + rotations, rotations + rotation, () -> Pace.of(rate),
                    schedule.paced(), ResourceLeakDetector.Level.SIMPLE));
        }
        double stolen = StolenTime.now().percentSince(begin);
        rounds("leak check", 0, () -> Pace.FULL, schedule.leakHunt(), ResourceLeakDetector.Level.PARANOID);
        progress.end();
        return new DemoResult(setting, findings, rate, stolen,
                Stream.of(Contender.values()).map(contender -> Summary.of(contender, results, paced)).toList());
    }

    /** Half of what the slowest round managed, so that no allocator is overloaded. */
    private double rate() {
        return Math.max(1, results.stream().mapToDouble(RoundResult::requestsPerSecond).min().orElse(1) / 2);
    }

    private List<RoundResult> rounds(String title, int number, Supplier<Pace> pace, Duration duration,
            ResourceLeakDetector.Level leaks) throws InterruptedException {
        List<RoundResult> done = new ArrayList<>();
        for (Contender contender : Schedule.order(Math.max(0, number - 1))) {
            if (findings.count() == 0) {
                progress.begin(title, contender);
                RoundResult result = new Round(setting, contender, findings)
                        .run(number * IDS_PER_ROTATION, pace, duration, leaks);
                progress.done(title, result);
                done.add(result);
            }
        }
        return done;
    }
}
