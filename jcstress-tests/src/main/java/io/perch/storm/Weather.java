/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.rseq.NativePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Threads that disturb the workers, each in one way, over and over. */
final class Weather {
    private static final int FENCE_MICROS = 100;
    private static final int SIGNAL_MICROS = 100;
    private static final int MOVE_MICROS = 300;
    private static final int WIDEN_MICROS = 1000;
    private static final int DRAIN_MICROS = 1000;
    private static final int RESIZE_MICROS = 3000;
    /** Of loops in a window, as a power of two: about 10 us, longer than a drain takes to empty a slab without a fence. */
    private static final int WIDEST = 15;
    private static final int WIDE_POINTS = 8;

    private final Tally tally;
    private final List<Worker> workers;
    private final SplittableRandom seeds;
    private final List<Thread> threads = new ArrayList<>();
    private final int[] wide = new int[WIDE_POINTS];

    Weather(Tally tally, List<Worker> workers, long seed) {
        this.tally = tally;
        this.workers = workers;
        this.seeds = new SplittableRandom(seed);
    }

    void begin() {
        int cpus = Runtime.getRuntime().availableProcessors();
        disturb("fence", FENCE_MICROS, random -> NativePlatform.get().fence());
        disturb("signal", SIGNAL_MICROS, random -> {
            int thread = any(random).thread();
            if (thread > 0) {
                Injection.signal(thread);
            }
        });
        disturb("move", MOVE_MICROS, random -> {
            int thread = any(random).movable();
            if (thread > 0) {
                Injection.move(thread, random.nextInt(-1, cpus));
            }
        });
        disturb("widen", WIDEN_MICROS, this::widen);
        disturb("drain", DRAIN_MICROS, random -> tally.perch.trim());
        disturb("resize", RESIZE_MICROS, random -> tally.perch.frontEnd().balance());
    }

    /** Waits for the threads, which notice that the run is over, and closes all windows. */
    void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        for (int point : wide) {
            Injection.widen(point, 0);
        }
    }

    private void disturb(String what, int micros, Consumer<SplittableRandom> way) {
        SplittableRandom random = seeds.split();
        Thread thread = new Thread(() -> {
            try {
                while (!tally.isOver()) {
                    way.accept(random);
                    LockSupport.parkNanos(random.nextInt(1000 * micros));
                }
            } catch (RuntimeException | Error e) {
                tally.fail(e);
            }
        }, "storm-" + what);
        threads.add(thread);
        thread.start();
    }

    private Worker any(SplittableRandom random) {
        return workers.get(random.nextInt(workers.size()));
    }

    /** Closes one of the wide windows and opens another. */
    private void widen(SplittableRandom random) {
        int turn = random.nextInt(WIDE_POINTS);
        Injection.widen(wide[turn], 0);
        wide[turn] = random.nextInt(Injection.points());
        Injection.widen(wide[turn], 1 << random.nextInt(WIDEST + 1));
    }
}
