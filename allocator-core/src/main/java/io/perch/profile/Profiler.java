/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

/** An allocator's sampler, which may come and go while the allocator is in use. All methods may be called from any thread. */
public final class Profiler {
    private final Sampler.Listener listener;
    private volatile Sampler sampler;
    private boolean counts;
    private boolean closed;

    /** @param listener is told of each sample */
    public Profiler(Sampler.Listener listener) {
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
        if (interval == 0) {
            sampler = null;
            endCounting();
            return;
        }
        Sampler fresh = new Sampler(interval, System.nanoTime(), listener);
        if (!counts) {
            Profiling.begin();
            counts = true;
        }
        // Not earlier: a block that was sampled could be freed by a thread that does not ask yet.
        sampler = fresh;
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
