/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Threads wander over all CPUs and nodes, by themselves or because another moves them, while they allocate, and free each other's
 * blocks. {@code Wandering BLOCKS MODE...}
 */
public final class Wandering {
    private static final long MIB = 1 << 20;
    private static final int THREADS_PER_CPU = 2;

    private final List<Integer> cpus = Kernel.cpus();
    private final Mode mode;
    private final long blocks;
    private final AtomicLongArray exchange = new AtomicLongArray(512);
    private final AtomicLong failures = new AtomicLong();

    private Wandering(Mode mode, long blocks) throws IOException {
        this.mode = mode;
        this.blocks = blocks;
    }

    /** Prints checks. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            new Wandering(Mode.of(arguments[i]), Long.parseLong(arguments[0])).run();
        }
    }

    private void run() throws Exception {
        PerchConfig config = PerchConfig.builder().mode(mode).numa(NumaPolicy.ADVISORY).hardLimit(64 * MIB).softLimit(64 * MIB)
                .slabBytes(MIB / 2).maintenance(Maintenance.CALLER).build();
        try (PerchAllocator perch = PerchAllocator.create(config)) {
            List<Wanderer> wanderers = wander(perch);
            long all = wanderers.stream().mapToLong(Wanderer::blocks).sum();
            long strangers = wanderers.stream().mapToLong(Wanderer::strangers).sum();
            long misplaced = wanderers.stream().mapToLong(Wanderer::misplaced).sum();
            boolean ran = perch.mode() == mode && failures.get() == 0;
            Checks.check(mode + ": blocks are of the thread's own node", ran && strangers == 0,
                    strangers + " of " + all + " are not; mode " + perch.mode() + ", " + failures + " threads failed");
            Checks.check(mode + ": memory of blocks is on their node", ran && misplaced == 0, misplaced + " of " + all + " is not");
            checkReturn(perch);
        }
    }

    private List<Wanderer> wander(PerchAllocator perch) throws IOException, InterruptedException {
        List<Wanderer> wanderers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        int count = THREADS_PER_CPU * cpus.size();
        for (int i = 0; i < count; i++) {
            Wanderer wanderer = new Wanderer(perch, exchange, blocks / count, i % 2 == 0, cpus, i);
            wanderers.add(wanderer);
            threads.add(new Thread(wanderer, "wanderer-" + i));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((failed, why) -> {
            why.printStackTrace();
            failures.incrementAndGet();
        }));
        threads.forEach(Thread::start);
        Random random = new Random(1);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                wanderers.get(random.nextInt(count)).moveTo(cpus.get(random.nextInt(cpus.size())));
                thread.join(1);
            }
        }
        return wanderers;
    }

    /** Frees what is left, and looks where everything went. */
    private void checkReturn(PerchAllocator perch) {
        for (int i = 0; i < exchange.length(); i++) {
            if (exchange.get(i) != 0) {
                perch.free(exchange.get(i));
            }
        }
        perch.trim();
        PerchStats stats = perch.stats();
        System.out.println(stats.page());
        long freedFar = stats.get(Counter.REMOTE_FREES);
        boolean partition = stats.inUse() == 0 && stats.cached() == 0 && stats.doubleFrees() == 0 && freedFar > 0
                && stats.get(Counter.FLUSHED_HOME) > 0 && stats.get(Counter.RESIDENT_ELSEWHERE) == 0;
        Checks.check(mode + ": what was freed elsewhere came home", partition, freedFar + " were freed elsewhere, "
                + stats.get(Counter.FLUSHED_HOME) + " bytes came home, in use " + stats.inUse() + ", cached " + stats.cached());
    }
}
