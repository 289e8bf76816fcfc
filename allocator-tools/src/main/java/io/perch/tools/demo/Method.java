/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

/** How the figures were obtained, in the words that every report contains. */
final class Method {
    static final String TEXT = """
            Each byte of every body is checked on both sides. Each allocator is measured in several rounds, forwards and \
            backwards in turn, each round with fresh allocator, server, clients and event loops; a fifth of each round is \
            its ramp. Rates come from clients that send when a response has come (a closed load), and are the median of the \
            rounds, so that a disturbed one counts little. Latencies are merged from rounds at half of the slowest rate, the \
            same for all allocators, and count from when a request was due, so that a slow response delays nobody unseen. Off-heap \
            memory is what the allocator itself says it holds (usedDirectMemory), sampled each %d ms. Garbage is everything \
            that all threads allocated on the Java heap, HTTP objects included, so only its difference is the allocators'. \
            Buffers are counted at the channels' allocator, composites excluded."""
            .formatted(Sampler.PERIOD_MILLIS);

    private Method() {
    }
}
