/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.agrona.PooledDirectBuffer;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/** Where orders would go to the market: measures how long after the quote this happens. */
final class OrderEntry extends Stage {
    private static final long MOST_NANOS = 100_000_000_000L;

    /** Samples in which no thread had lost its CPU, as far as is known; read when the stage has ended. */
    final Histogram calm = new Histogram(MOST_NANOS, 3);
    /** The others. */
    final Histogram disturbed = new Histogram(MOST_NANOS, 3);
    private final OneToOneConcurrentArrayQueue<PooledDirectBuffer> orders;
    private volatile long measuredFrom = Long.MAX_VALUE;

    OrderEntry(OneToOneConcurrentArrayQueue<PooledDirectBuffer> orders, int cpu) {
        super("order-entry", cpu);
        this.orders = orders;
    }

    /** From now on quotes are measured; before it is warm-up. */
    void measure() {
        measuredFrom = System.nanoTime();
    }

    @Override
    public int doWork() {
        PooledDirectBuffer order = orders.poll();
        if (order == null) {
            return 0;
        }
        UnsafeBuffer from = order.buffer();
        if (!Order.isWhole(from)) {
            throw new IllegalStateException("order " + Quote.sequence(from) + " is not as it was sent");
        }
        long scheduled = Quote.scheduled(from);
        boolean marked = lostCpu.mayHaveDelayed(scheduled) || Quote.disturbed(from);
        if (scheduled >= measuredFrom) {
            (marked ? disturbed : calm).recordValue(Math.min(MOST_NANOS, System.nanoTime() - scheduled));
        }
        order.close();
        count();
        return 1;
    }
}
