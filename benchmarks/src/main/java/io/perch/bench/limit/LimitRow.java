/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.perch.bench.Interval;
import io.perch.bench.netty.Peer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the threads that are served did on one allocator beside each company.
 *
 * @param size              of the buffers that are refused
 * @param pairs             buffers allocated and released, by company and round
 * @param cpu               nanoseconds of CPU that they had, likewise
 * @param refusalsPerSecond of all neighbours
 * @param ownPerSecond      refusals of the served threads
 */
record LimitRow(Peer peer, int size, int rounds, Map<String, Long> pairs, Map<String, Long> cpu, double refusalsPerSecond,
        double ownPerSecond) {
    static final String HEADING = String.format("%-9s %-9s %24s %24s %9s %11s %8s", "refused", "allocator",
            "of computing neighbours", "the same, a CPU second", "of alone", "refusals/s", "own");

    /** The speed beside neighbours that are refused to that beside neighbours that compute. */
    Interval kept() {
        return kept(Company.COMPUTING, false);
    }

    /** The same, in pairs for each second of CPU that the served threads had: without what the scheduler gave to whom. */
    Interval keptByCpu() {
        return kept(Company.COMPUTING, true);
    }

    /** The speed beside neighbours that are refused to that of the served threads alone. */
    Interval keptOfAlone() {
        return kept(Company.NONE, false);
    }

    private Interval kept(Company base, boolean byCpu) {
        return Interval.of(rounds, drawn -> ratio(base, byCpu, drawn));
    }

    private double ratio(Company base, boolean byCpu, int[] drawn) {
        return speed(Company.REFUSED, byCpu, drawn) / speed(base, byCpu, drawn);
    }

    /** All rounds have the same time. */
    private double speed(Company company, boolean byCpu, int[] drawn) {
        long done = sum(pairs, company, drawn);
        return byCpu ? (double) done / sum(cpu, company, drawn) : done;
    }

    private static long sum(Map<String, Long> counts, Company company, int[] drawn) {
        return IntStream.of(drawn).mapToLong(round -> counts.get(LimitFork.name(company, round))).sum();
    }

    String line() {
        return String.format(Locale.ROOT, "%-9d %-9s %24s %24s %9.2f %11.0f %8.0f", size, name(), kept(), keptByCpu(),
                keptOfAlone().value(), refusalsPerSecond, ownPerSecond);
    }

    private String name() {
        return peer.name().toLowerCase(Locale.ROOT);
    }

    /** Names are ours and need no escaping. */
    String json() {
        return String.format(Locale.ROOT, "    {\"size\": %d, \"allocator\": \"%s\", \"kept\": %.4f, \"keptLow\": %.4f,"
                + " \"keptHigh\": %.4f, \"keptByCpu\": %.4f, \"keptByCpuLow\": %.4f, \"keptByCpuHigh\": %.4f,"
                + " \"keptOfAlone\": %.4f, \"refusalsPerSecond\": %.0f, \"ownPerSecond\": %.0f}", size, name(), kept().value(),
                kept().low(), kept().high(), keptByCpu().value(), keptByCpu().low(), keptByCpu().high(), keptOfAlone().value(),
                refusalsPerSecond, ownPerSecond);
    }
}
