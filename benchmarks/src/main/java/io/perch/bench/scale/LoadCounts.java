/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;
import java.util.Arrays;
import java.util.Map;

/**
 * What one run of a load counted.
 *
 * @param cpus       on so many
 * @param operations buffers allocated and released
 * @param nanos      the time of that
 * @param figures    of each kind of lock, by {@code KIND name}
 */
record LoadCounts(int cpus, long operations, long nanos, Map<String, Double> figures) {
    private static final double MILLION = 1e6;

    /** Of a kind of lock; 0 if there is none. */
    double figure(LockKind kind, String name) {
        return figures.getOrDefault(kind + " " + name, 0.0);
    }

    /** Per million operations. */
    double perMillion(LockKind kind, String name) {
        return figure(kind, name) * MILLION / operations;
    }

    /** Acquisitions of shared locks per million operations. */
    double shared() {
        return Arrays.stream(LockKind.values()).filter(LockKind::isShared)
                .mapToDouble(kind -> perMillion(kind, "acquisitions")).sum();
    }

    /** Operations a second. */
    double throughput() {
        return operations * 1e9 / nanos;
    }

    /** What an operation takes of one CPU, in nanoseconds. */
    double cpuNanos() {
        return (double) cpus * nanos / operations;
    }
}
