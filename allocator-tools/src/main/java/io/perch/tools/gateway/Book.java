/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.agrona.DirectBufferPool;
import io.perch.agrona.PooledDirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps the last price of each instrument, and answers every quote with an order. */
final class Book extends Stage {
    private static final long MOST = 100;

    private final DirectBufferPool pool;
    private final OneToOneConcurrentArrayQueue<PooledDirectBuffer> quotes;
    private final OneToOneConcurrentArrayQueue<PooledDirectBuffer> orders;
    private final long[] last = new long[FeedHandler.INSTRUMENTS];
    private long expected;

    Book(DirectBufferPool pool, OneToOneConcurrentArrayQueue<PooledDirectBuffer> quotes,
            OneToOneConcurrentArrayQueue<PooledDirectBuffer> orders, int cpu) {
        super("book", cpu);
        this.pool = pool;
        this.quotes = quotes;
        this.orders = orders;
    }

    @Override
    public int doWork() {
        PooledDirectBuffer quote = quotes.poll();
        if (quote == null) {
            return 0;
        }
        UnsafeBuffer from = quote.buffer();
        if (Quote.sequence(from) != expected) {
            throw new IllegalStateException("quote " + Quote.sequence(from) + " in place of " + expected);
        }
        expected++;
        int instrument = Quote.instrument(from);
        long move = Math.abs(Quote.price(from) - last[instrument]);
        last[instrument] = Quote.price(from);
        PooledDirectBuffer order = pool.acquire(Order.LENGTH);
        Order.encode(order.buffer(), from, Math.min(MOST, move), lostCpu.mayHaveDelayed(Quote.scheduled(from)));
        quote.close();
        while (!orders.offer(order)) {
            Thread.onSpinWait();
        }
        count();
        return 1;
    }
}
