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
 * Threads migrate between all CPUs and nodes, on their own or because another thread moves them, while they allocate blocks and
 * free each other's. Arguments: {@code BLOCKS MODE...}
 */
public final class Migration {
    private static final long MIB = 1 << 20;
    private static final int THREADS_PER_CPU = 2;

    private final List<Integer> cpus = Kernel.cpus();
    private final Mode mode;
    private final long blocks;
    private final AtomicLongArray exchange = new AtomicLongArray(512);
    private final AtomicLong failures = new AtomicLong();

    private Migration(Mode mode, long blocks) throws IOException {
        this.mode = mode;
        this.blocks = blocks;
    }

    /** Prints checks. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            new Migration(Mode.of(arguments[i]), Long.parseLong(arguments[0])).run();
        }
    }

    private void run() throws Exception {
        PerchConfig config = PerchConfig.builder().mode(mode).numa(NumaPolicy.ADVISORY).hardLimit(64 * MIB).softLimit(64 * MIB)
                .slabBytes(MIB / 2).maintenance(Maintenance.CALLER).build();
        try (PerchAllocator perch = PerchAllocator.create(config)) {
            List<MigratingThread> threads = migrate(perch);
            long all = threads.stream().mapToLong(MigratingThread::blocks).sum();
            long foreign = threads.stream().mapToLong(MigratingThread::foreign).sum();
            long misplaced = threads.stream().mapToLong(MigratingThread::misplaced).sum();
            boolean ran = perch.mode() == mode && failures.get() == 0;
            Results.check(mode + ": blocks are of the thread's own node", ran && foreign == 0,
                    foreign + " of " + all + " are not; mode " + perch.mode() + ", " + failures + " threads failed");
            Results.check(mode + ": memory of blocks is on their node", ran && misplaced == 0,
                    misplaced + " of " + all + " is not");
            checkReturn(perch);
        }
    }

    private List<MigratingThread> migrate(PerchAllocator perch) throws IOException, InterruptedException {
        List<MigratingThread> bodies = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        int count = THREADS_PER_CPU * cpus.size();
        for (int i = 0; i < count; i++) {
            MigratingThread body = new MigratingThread(perch, exchange, blocks / count, i % 2 == 0, cpus, i);
            bodies.add(body);
            threads.add(new Thread(body, "migrating-" + i));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((failed, why) -> {
            why.printStackTrace();
            failures.incrementAndGet();
        }));
        threads.forEach(Thread::start);
        Random random = new Random(1);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                bodies.get(random.nextInt(count)).moveTo(cpus.get(random.nextInt(cpus.size())));
                thread.join(1);
            }
        }
        return bodies;
    }

    /** Frees what is left and checks where everything went. */
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
        boolean cameHome = stats.inUse() == 0 && stats.cached() == 0 && stats.doubleFrees() == 0 && freedFar > 0
                && stats.get(Counter.FLUSHED_HOME) > 0 && stats.get(Counter.RESIDENT_ELSEWHERE) == 0;
        Results.check(mode + ": what was freed elsewhere came home", cameHome, freedFar + " were freed elsewhere, "
                + stats.get(Counter.FLUSHED_HOME) + " bytes came home, in use " + stats.inUse() + ", cached " + stats.cached());
    }
}
