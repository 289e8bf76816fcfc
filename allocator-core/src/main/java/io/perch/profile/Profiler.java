/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.function.LongConsumer;

/** An allocator's sampler, which may come and go while the allocator is in use. All methods may be called from any thread. */
public final class Profiler {
    private final LongConsumer watch;
    private final LongConsumer unwatch;
    private final Sampler.Listener listener;
    private volatile Sampler sampler;
    /** The sampler's, so that what allocates needs no load more; null while there is none. */
    private long[] counters;
    private boolean counts;
    private boolean closed;

    /**
     * Samples nothing yet.
     *
     * @param watch    from now on, whoever frees the block, or one beside it, is to call {@link Sampler#freed}
     * @param unwatch  ends that
     * @param listener is told of each sample
     */
    public Profiler(LongConsumer watch, LongConsumer unwatch, Sampler.Listener listener) {
        this.watch = watch;
        this.unwatch = unwatch;
        this.listener = listener;
    }

    /** Null while nothing is sampled. */
    public Sampler sampler() {
        return sampler;
    }

    /**
     * Samples what is allocated from now on, and forgets earlier samples.
     *
     * @param interval one sample in so many bytes; 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void sampleEvery(long interval) {
        if (interval < 0) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: >= 0)");
        }
        if (closed) {
            return;
        }
        Sampler fresh = interval == 0 ? null : new Sampler(interval, System.nanoTime(), watch, unwatch, listener);
        forget();
        if (fresh == null) {
            endCounting();
            return;
        }
        if (!counts) {
            Profiling.begin();
            counts = true;
        }
        // Not earlier: a block that was sampled could be freed by a thread that does not ask yet.
        sampler = fresh;
        counters = fresh.counters();
    }

    /** No block is watched for an earlier sampler when the next one begins to. */
    private void forget() {
        Sampler last = sampler;
        counters = null;
        sampler = null;
        if (last != null) {
            last.forget();
        }
    }

    /**
     * A user gets a block. To be asked only while {@link Profiling#on}.
     *
     * @throws StackOverflowError and nothing else; then nothing has happened
     */
    public void allocated(long block, long size) {
        long[] all = counters;
        if (all != null && Gaps.count(all, block, size)) {
            endGap(block, size);
        }
    }

    private void endGap(long block, long size) {
        Sampler now = sampler;
        if (now != null) {
            now.endGap(block, size);
        }
    }

    private void endCounting() {
        if (counts) {
            Profiling.end();
            counts = false;
        }
    }

    /** Nothing more is allocated. Blocks in use that were sampled go on to be known. */
    public synchronized void close() {
        closed = true;
        Sampler last = sampler;
        if (last != null) {
            last.close();
        }
        if (last == null || last.isEmpty()) {
            endCounting();
        }
    }

    /** What is in use, and by whom; null while nothing is sampled. */
    public Profile profile() {
        Sampler now = sampler;
        return now == null ? null : now.profile();
    }

    /** Does what is due; see {@link Sampler#resolve}. */
    public void doWork() {
        Sampler now = sampler;
        if (now != null) {
            now.resolve();
        }
    }
}
