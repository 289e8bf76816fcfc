/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import io.perch.rseq.NativePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Threads that disturb the workers, each in its own way, over and over. */
final class Disturbances {
    private static final int FENCE_MICROS = 100;
    private static final int SIGNAL_MICROS = 100;
    private static final int MOVE_MICROS = 300;
    private static final int WIDEN_MICROS = 1000;
    private static final int DRAIN_MICROS = 1000;
    private static final int RESIZE_MICROS = 3000;
    private static final int CHECK_MICROS = 3000;
    private static final int TIMER_MICROS = 20_000;
    private static final int CHANGE_MICROS = 200_000;
    /** Between two signals of the timer. */
    private static final int TIMER_PERIOD_MICROS = 10;
    private static final int TIMER_RUNS_NANOS = 1_000_000;
    /** After that, full disturbance and quiet alternate, so that a long run does many operations as well. */
    private static final long FULL_MILLIS = 20_000;
    private static final long TURN_MILLIS = 100;
    private static final int TURNS = 10;
    /** While it is quiet, disturbances are this many times rarer, and all windows are closed. */
    private static final int QUIET = 20;
    /** Loops in a window, as a power of two: about 10 µs, longer than a drain takes to empty a slab without a fence. */
    private static final int WIDEST = 15;
    private static final int WIDE_POINTS = 8;

    private final Tally tally;
    private final Allocators allocators;
    private final List<Worker> workers;
    private final SplittableRandom seeds;
    private final List<Thread> threads = new ArrayList<>();
    private final int[] wide = new int[WIDE_POINTS];
    private final long begin = System.nanoTime();

    Disturbances(Tally tally, Allocators allocators, List<Worker> workers, long seed) {
        this.tally = tally;
        this.allocators = allocators;
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
        disturb("drain", DRAIN_MICROS, random -> allocators.current().trim());
        disturb("resize", RESIZE_MICROS, random -> allocators.current().frontEnd().balance());
        disturb("check", CHECK_MICROS, random -> allocators.check(tally));
        disturb("change", CHANGE_MICROS, random -> allocators.change());
        disturb("timer", TIMER_MICROS, random -> {
            Injection.timer(any(random).thread(), TIMER_PERIOD_MICROS);
            LockSupport.parkNanos(random.nextInt(TIMER_RUNS_NANOS));
            Injection.timer(0, 0);
        });
    }

    /** Waits for the threads, which see that the run is over, and closes all windows. */
    void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        closeWindows();
    }

    private void closeWindows() {
        for (int point : wide) {
            Injection.widen(point, 0);
        }
    }

    private boolean isQuiet() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return millis > FULL_MILLIS && millis / TURN_MILLIS % TURNS != 0;
    }

    private void disturb(String what, int micros, Consumer<SplittableRandom> way) {
        SplittableRandom random = seeds.split();
        Thread thread = new Thread(() -> {
            try {
                while (!tally.isOver()) {
                    way.accept(random);
                    LockSupport.parkNanos(random.nextLong(1000L * micros * (isQuiet() ? QUIET : 1)));
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

    /** Closes one of the wide windows and widens another. */
    private void widen(SplittableRandom random) {
        if (isQuiet()) {
            closeWindows();
            return;
        }
        int turn = random.nextInt(WIDE_POINTS);
        Injection.widen(wide[turn], 0);
        wide[turn] = random.nextInt(Injection.points());
        Injection.widen(wide[turn], 1 << random.nextInt(WIDEST + 1));
    }
}
