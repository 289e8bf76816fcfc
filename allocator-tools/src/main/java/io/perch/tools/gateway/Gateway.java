/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import com.sun.management.ThreadMXBean;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.Prewarm;
import io.perch.agrona.CountersFile;
import io.perch.agrona.DirectBufferPool;
import io.perch.agrona.MaintenanceAgent;
import io.perch.agrona.PooledDirectBuffer;
import io.perch.cpu.Rescheduling;
import io.perch.options.Maintenance;
import io.perch.pool.BufferPool;
import io.perch.rseq.ThreadAffinity;
import io.perch.stats.PerchStats;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Feed handler → book → order entry: three threads, each on a CPU of its own if there are enough, that hand over pooled buffers by
 * reference. The calling thread does the maintenance and publishes counters.
 */
final class Gateway {
    private static final int QUEUE = 1 << 10;
    private static final int STAGES = 3;
    private static final int[] CPUS = ThreadAffinity.allowed().stream().toArray();

    private final int perSecond;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    Gateway(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether every thread spins on a CPU of its own; otherwise they share CPUs, and yield when there is nothing to do. */
    static boolean spins() {
        return CPUS.length >= STAGES;
    }

    private static int cpu(int stage) {
        return CPUS[stage % CPUS.length];
    }

    GatewayResult run(long warmUpMillis, long millis) throws IOException, InterruptedException {
        PerchConfig config = PerchConfig.builder().maintenance(Maintenance.CALLER).build();
        try (PerchAllocator allocator = PerchAllocator.create(config); CountersFile counters = CountersFile.create(allocator)) {
            BufferPool buffers = BufferPool.builder(allocator).name("gateway").build();
            buffers.prewarm(Prewarm.of(Order.LENGTH, 2 * QUEUE));
            DirectBufferPool pool = new DirectBufferPool(buffers);
            OneToOneConcurrentArrayQueue<PooledDirectBuffer> quotes = new OneToOneConcurrentArrayQueue<>(QUEUE);
            OneToOneConcurrentArrayQueue<PooledDirectBuffer> orders = new OneToOneConcurrentArrayQueue<>(QUEUE);
            FeedHandler feed = new FeedHandler(pool, quotes, perSecond, cpu(0));
            Book book = new Book(pool, quotes, orders, cpu(1));
            OrderEntry entry = new OrderEntry(orders, cpu(2));
            List<Thread> threads = new ArrayList<>();
            List<AgentRunner> runners = new ArrayList<>();
            for (Stage stage : List.of(entry, book, feed)) {
                AgentRunner runner = new AgentRunner(idle(), this::failed, null, stage);
                runners.add(runner);
                threads.add(AgentRunner.startOnThread(runner));
            }
            MaintenanceAgent maintenance = new MaintenanceAgent(allocator);
            keepUp(maintenance, counters, warmUpMillis);
            long misses = misses(allocator.stats());
            long collections = collections();
            long garbage = garbage(threads);
            entry.measure();
            keepUp(maintenance, counters, millis);
            garbage = garbage(threads) - garbage;
            collections = collections() - collections;
            misses = misses(allocator.stats()) - misses;
            // The feed's thread first: while it runs it may hold a quote that nobody would take any more.
            runners.get(STAGES - 1).close();
            awaitQuiet(feed, book, entry);
            runners.forEach(AgentRunner::close);
            if (buffers.live() > 0 && errors.isEmpty()) {
                errors.add(buffers.live() + " buffers are lost");
            }
            return new GatewayResult(entry.done(), entry.calm, entry.disturbed, Rescheduling.reason(), misses, collections,
                    garbage, List.copyOf(errors));
        }
    }

    private static IdleStrategy idle() {
        return spins() ? BusySpinIdleStrategy.INSTANCE : YieldingIdleStrategy.INSTANCE;
    }

    private void failed(Throwable thrown) {
        errors.add(thrown.toString());
    }

    private void keepUp(MaintenanceAgent maintenance, CountersFile counters, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && errors.isEmpty()) {
            maintenance.doWork();
            counters.doWork();
            TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(100, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
        }
    }

    /** Waits until everything that the feed sent before it ended has gone through, or something went wrong. */
    private void awaitQuiet(FeedHandler feed, Book book, OrderEntry entry) throws InterruptedException {
        while (errors.isEmpty() && (entry.done() != feed.done() || book.done() != feed.done())) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static long misses(PerchStats stats) {
        return stats.underflows() + stats.overflows();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static long garbage(List<Thread> threads) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.stream().mapToLong(thread -> bean.getThreadAllocatedBytes(thread.getId())).sum();
    }
}
