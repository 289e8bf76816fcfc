/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import io.perch.options.Option;
import io.perch.os.OsMemoryException;
import io.perch.rseq.ThreadAffinity;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.stats.PerchStats;
import io.perch.sync.SpareStack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;

/**
 * Makes caches ready by doing what will be done later: a thread on each CPU takes all the blocks that were asked for, touches them
 * and gives them back, until a round has no misses. The threads run at the same time and spin between rounds, so that virtual CPUs
 * are told apart.
 *
 * <p>Each round runs with a few more blocks than were wanted, which the last one takes out of the caches: a thread that acquires on
 * one CPU and closes on another is to find room there.
 */
public final class Prewarmer {
    /** What a round does with one size. */
    @FunctionalInterface
    public interface Workload {
        /** Takes {@code count} blocks of {@code size} bytes, touches all their pages, and gives them back. */
        void play(int size, int count);
    }

    /** Where plain blocks come from. Both methods throw if there is none. */
    public interface Source {
        /** A block of a size class. */
        long allocate(int sizeClass);

        /** A block of a size class with memory of a partition, or near it. */
        long allocateAt(int partition, int sizeClass);
    }

    /**
     * The outcome.
     *
     * @param cpus   how many CPUs have caches that are ready
     * @param misses misses that were left in the last round
     * @param reason why some are left, or what else is not ready, in a sentence, or ""
     */
    public record Outcome(int cpus, long misses, String reason) {
    }

    /** Caches double their lists with each miss, so that far fewer are enough. */
    private static final int MOST_ROUNDS = 100;
    /**
     * Rounds that do not have fewer misses than ever before: a cache with too many blocks loses one per round, out of a batch of 32
     * at most.
     */
    private static final int MOST_IDLE_ROUNDS = 40;
    /** Rounds after the last miss: handles take turns, and each has to have been used. */
    private static final int QUIET_ROUNDS = 2;
    /** No system has smaller pages than this. */
    private static final int SMALLEST_PAGE = 4096;

    private final Engine engine;
    private final Source source;
    private final Map<Integer, Integer> blocks;
    private final Workload workload;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile int round;
    /** The round that leaves room in the caches; there is none until the last is known. */
    private volatile int lastRound = Integer.MAX_VALUE;
    private volatile boolean over;

    /**
     * @param source   where plain blocks come from
     * @param blocks   how many of each size a CPU gets
     * @param workload what a round does; null for plain blocks
     */
    public Prewarmer(Engine engine, Source source, Map<Integer, Integer> blocks, Workload workload) {
        this.engine = engine;
        this.source = source;
        this.blocks = blocks;
        this.workload = workload != null ? workload : ofAddresses(source::allocate);
    }

    private Workload ofAddresses(IntToLongFunction allocation) {
        return (size, count) -> {
            int sizeClass = SizeClasses.classOf(size);
            // The limit ends it before the list does.
            long[] taken = new long[(int) Math.min(count, engine.options().number(Option.HARD_LIMIT) / size + 1)];
            int number = 0;
            try {
                while (number < count) {
                    taken[number] = allocation.applyAsLong(sizeClass);
                    number++;
                    Span span = engine.spans().spanOf(taken[number - 1]);
                    touch(span.memory(), span.offsetOf(taken[number - 1]), size);
                }
            } finally {
                while (number > 0) {
                    number--;
                    engine.frontEnd().give(sizeClass, taken[number]);
                }
            }
        };
    }

    /** Writes to each page of a block, so that there is memory behind it. */
    public static void touch(ByteBuffer memory, int offset, int size) {
        for (int i = 0; i < size; i += SMALLEST_PAGE) {
            memory.put(offset + i, (byte) 0);
        }
        memory.put(offset + size - 1, (byte) 0);
    }

    /**
     * Makes the caches ready.
     *
     * @param cpus  for which CPUs, by number; empty for all that the calling thread may run on
     * @param nodes only for CPUs of these nodes, by the kernel's numbers; empty for all
     * @throws IllegalStateException if the allocator is closed
     */
    public Outcome run(BitSet cpus, BitSet nodes) {
        SpareStack.requireMore();
        engine.requireOpen();
        engine.keepWarm();
        List<String> reasons = new ArrayList<>();
        BitSet chosen = allowed(cpus, reasons);
        boolean pinned = reasons.isEmpty();
        if (pinned && !nodes.isEmpty()) {
            chosen = ofNodes(nodes, chosen, reasons);
        }
        Thread[] workers = chosen.stream().mapToObj(cpu -> new Thread(() -> work(pinned ? cpu : -1), "perch-prewarm-" + cpu))
                .toArray(Thread[]::new);
        long misses = withWorkers(workers);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (misses > 0 && pinned) {
            reasons.add("the caches do not hold so much: " + FrontEnd.MOST_BLOCKS + " blocks of a size at the most, and a quarter"
                    + " of perch.slab.bytes, now " + engine.options().number(Option.SLAB_BYTES));
        }
        return new Outcome(workers.length, misses, String.join("; ", reasons));
    }

    /** Which CPUs threads may be pinned to; any if the system does not tell. */
    private static BitSet allowed(BitSet wanted, List<String> reasons) {
        try {
            return wanted.isEmpty() ? ThreadAffinity.allowed() : wanted;
        } catch (OsMemoryException | LinkageError unknown) {
            reasons.add("this system does not tell CPUs apart");
            BitSet any = (BitSet) wanted.clone();
            any.set(0);
            return any;
        }
    }

    /** The CPUs of the wanted nodes. The memory of a node without any such CPU is made ready from here. */
    private BitSet ofNodes(BitSet nodes, BitSet cpus, List<String> reasons) {
        BitSet near = new BitSet();
        nodes.stream().forEach(node -> {
            int partition = engine.partitionOfNode(node);
            int[] ofNode = cpus.stream().filter(cpu -> engine.partitions().nodeOfCpu(cpu) == node).toArray();
            if (ofNode.length == 0) {
                Workload there = ofAddresses(sizeClass -> source.allocateAt(partition, sizeClass));
                blocks.forEach(there::play);
                reasons.add("no CPU of node " + node + " may be used, so only its memory is ready");
            }
            Arrays.stream(ofNode).forEach(near::set);
        });
        return near;
    }

    /** Whatever is thrown, all of them are over afterwards, and have given their blocks back. */
    private long withWorkers(Thread[] workers) {
        try {
            for (Thread worker : workers) {
                worker.start();
            }
            return runRounds(workers.length);
        } finally {
            over = true;
            for (Thread worker : workers) {
                join(worker);
            }
        }
    }

    /** Starts rounds until two had no misses or there is no hope; returns how many the last one had. */
    private long runRounds(int workers) {
        int quiet = 0;
        int idle = 0;
        long misses = 0;
        long fewest = Long.MAX_VALUE;
        for (int number = 1; number <= MOST_ROUNDS && quiet < QUIET_ROUNDS && idle < MOST_IDLE_ROUNDS
                && failure.get() == null; number++) {
            long before = misses();
            arrived.set(0);
            round = number;
            while (arrived.get() < workers) {
                Thread.yield();
            }
            misses = misses() - before;
            quiet = misses == 0 ? quiet + 1 : 0;
            lastRound = quiet == QUIET_ROUNDS - 1 ? number + 1 : Integer.MAX_VALUE;
            idle = misses < fewest ? 0 : idle + 1;
            fewest = Math.min(fewest, misses);
        }
        return misses;
    }

    private long misses() {
        PerchStats stats = engine.stats();
        return stats.underflows() + stats.overflows();
    }

    private void work(int cpu) {
        int seen = 0;
        while (!over) {
            if (round == seen) {
                Thread.onSpinWait();
                continue;
            }
            seen = round;
            try {
                if (cpu >= 0 && seen == 1) {
                    ThreadAffinity.pin(cpu);
                }
                boolean last = seen >= lastRound;
                blocks.forEach((size, count) -> doRound(size, count, last));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            arrived.incrementAndGet();
        }
    }

    private void doRound(int size, int count, boolean last) {
        int sizeClass = SizeClasses.classOf(size);
        long[] room = new long[engine.checks() == null ? room(sizeClass, count) : 0];
        int taken = 0;
        try {
            while (taken < room.length) {
                room[taken] = source.allocate(sizeClass);
                taken++;
            }
            workload.play(size, count);
        } finally {
            while (taken > 0) {
                taken--;
                if (last) {
                    engine.sendHome(sizeClass, room[taken]);
                } else {
                    engine.frontEnd().give(sizeClass, room[taken]);
                }
            }
        }
    }

    /** As many blocks as go to another CPU at a time, if the cache holds that many besides those that are wanted. */
    private int room(int sizeClass, int count) {
        long most = Math.min(FrontEnd.MOST_BLOCKS, engine.options().number(Option.SLAB_BYTES) / 4 / SizeClasses.size(sizeClass));
        return (int) Math.max(0, Math.min(SizeClasses.batch(sizeClass), most - count));
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
