/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import io.perch.bench.ForkedJvm;
import io.perch.bench.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A JVM that runs all loads on one memory. */
final class AddressFork {
    /** Nanoseconds of an operation, all threads taken together. */
    static final String FIGURE = "figure";
    private static final int SLICES = 12;
    private static final int WARM_UP_SLICES = 6;
    private static final int LEAST_OPERATIONS = 20_000;
    private static final double QUARTILE = 0.25;

    private final Memory memory;
    private final long sliceNanos;

    private AddressFork(Memory memory, long sliceNanos) {
        this.memory = memory;
        this.sliceNanos = sliceNanos;
    }

    /** @param arguments the name of the memory, and milliseconds of a slice */
    public static void main(String[] arguments) throws InterruptedException {
        AddressFork fork = new AddressFork(Memory.named(arguments[0]), Long.parseLong(arguments[1]) * 1_000_000);
        for (AddressLoad load : AddressLoad.values()) {
            ForkedJvm.tell(FIGURE, load.id(), fork.measure(load));
        }
    }

    private double measure(AddressLoad load) throws InterruptedException {
        AtomicLongArray live = new AtomicLongArray(AddressLoad.LIVE_BLOCKS);
        int operations = LEAST_OPERATIONS;
        for (int slice = 0; slice < WARM_UP_SLICES; slice++) {
            double nanos = slice(load, live, operations);
            operations = (int) Math.max(LEAST_OPERATIONS, Math.min(Integer.MAX_VALUE, sliceNanos / nanos / load.threads));
        }
        double[] nanos = new double[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            nanos[slice] = slice(load, live, operations);
        }
        for (int i = 0; i < live.length(); i++) {
            if (live.get(i) != 0) {
                memory.give(live.get(i));
            }
        }
        Arrays.sort(nanos);
        return Interval.quantile(nanos, QUARTILE);
    }

    private double slice(AddressLoad load, AtomicLongArray live, int operations) throws InterruptedException {
        Thread[] threads = IntStream.range(0, load.threads)
                .mapToObj(t -> new Thread(() -> load.run(memory, live, new SplittableRandom(t), operations)))
                .toArray(Thread[]::new);
        long begin = System.nanoTime();
        Stream.of(threads).forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return (System.nanoTime() - begin) / (double) operations / load.threads;
    }
}
