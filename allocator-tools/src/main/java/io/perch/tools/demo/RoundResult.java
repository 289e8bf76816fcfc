/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import org.HdrHistogram.Histogram;

import java.util.Arrays;

/**
 * What one round measured.
 *
 * @param contender the allocator
 * @param seconds   measured time
 * @param latencies of the requests that ended in it, in nanoseconds
 * @param buffers   that the channels took from the allocator in it
 * @param garbage   bytes allocated on the Java heap in it, by server and clients together
 * @param late      by how many nanoseconds a clock thread woke up late
 * @param held      the allocator's off-heap bytes, every {@link Sampler#PERIOD_MILLIS} ms from the round's start to its end
 */
record RoundResult(Contender contender, double seconds, Histogram latencies, long buffers, long garbage, Histogram late,
        long[] held) {
    long requests() {
        return latencies.getTotalCount();
    }

    double requestsPerSecond() {
        return requests() / seconds;
    }

    double buffersPerSecond() {
        return buffers / seconds;
    }

    long peakOffHeap() {
        return Arrays.stream(held).max().orElse(0);
    }
}
