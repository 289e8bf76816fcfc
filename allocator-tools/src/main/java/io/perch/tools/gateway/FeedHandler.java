/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.agrona.DirectBufferPool;
import io.perch.agrona.PooledDirectBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Generates quotes at a steady rate, as a multicast receiver would take them from the network. A quote that leaves late carries the
 * time at which it was due, so that the delay counts as latency and is not omitted.
 */
final class FeedHandler extends Stage {
    static final int INSTRUMENTS = 64;
    private static final long FIRST_PRICE = 10_000;

    private final DirectBufferPool pool;
    private final OneToOneConcurrentArrayQueue<PooledDirectBuffer> quotes;
    private final long interval;
    private final SplittableRandom market = new SplittableRandom(1);
    private final long[] prices = new long[INSTRUMENTS];
    private long due;
    private long sequence;

    FeedHandler(DirectBufferPool pool, OneToOneConcurrentArrayQueue<PooledDirectBuffer> quotes, int perSecond, int cpu) {
        super("feed-handler", cpu);
        this.pool = pool;
        this.quotes = quotes;
        this.interval = 1_000_000_000L / perSecond;
        Arrays.fill(prices, FIRST_PRICE);
    }

    @Override
    public void onStart() {
        super.onStart();
        due = System.nanoTime();
    }

    @Override
    public int doWork() {
        if (System.nanoTime() < due) {
            return 0;
        }
        int instrument = (int) (sequence % INSTRUMENTS);
        prices[instrument] += market.nextInt(-5, 6);
        // tag::acquire[]
        PooledDirectBuffer quote = pool.acquire(Quote.LENGTH);
        Quote.encode(quote.buffer(), due, sequence, instrument, prices[instrument], lostCpu.mayHaveDelayed(due));
        while (!quotes.offer(quote)) {
            Thread.onSpinWait();
        }
        // end::acquire[]
        sequence++;
        due += interval;
        count();
        return 1;
    }
}
