/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

/** How the figures were obtained, in the words that every report contains. */
final class Method {
    static final String TEXT = """
            Each byte of every body is checked on both sides. All allocators warm up in turn before anything counts. Each is \
            measured in several rounds, in random order and backwards in turn, each round with fresh allocator, server, \
            clients and event loops; a third of each round is its ramp. Rates come from clients that send when a response has \
            come (a closed load), and are the median of the rounds, so that a disturbed one counts little. Intervals are \
            bootstrapped over the rounds; where one contains 1, the rounds show no difference. Latencies are merged from \
            rounds at half of the slowest rate, the same for all allocators, and count from when a request was due, so that a \
            slow response delays nobody unseen. Off-heap memory is what the allocator itself says it holds \
            (usedDirectMemory), sampled each %d ms. Garbage is everything that all threads allocated on the Java heap, HTTP \
            objects included, so only its difference is the allocators'. Buffers are counted at the channels' allocator, \
            composites excluded."""
            .formatted(Sampler.PERIOD_MILLIS);

    private Method() {
    }
}
