/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.perch.stats.LockKind;
import io.perch.sync.LockTimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link LockTimes} said of one lock at a moment, or of several between two moments. */
record HoldTimes(LockKind kind, long acquisitions, long busiest, long transfers, long[] held) {
    /** Whoever holds a lock for longer has lost its CPU to somebody else: the machine is to blame, and the mean leaves it out. */
    private static final double PREEMPTED_NANOS = 500_000;

    /** Of all locks that there are, in the order in which they were made; none in a JVM that does not measure. */
    static List<HoldTimes> now() {
        return LockTimes.all().stream().map(times -> new HoldTimes(times.kind(), times.acquisitions(), times.acquisitions(),
                times.transfers(), times.held())).toList();
    }

    /** What happened to the locks of a kind between two moments. */
    static HoldTimes sum(LockKind kind, List<HoldTimes> after, List<HoldTimes> before) {
        HoldTimes sum = new HoldTimes(kind, 0, 0, 0, new long[0]);
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).kind == kind) {
                HoldTimes lock = after.get(i);
                sum = sum.plus(i < before.size() ? lock.minus(before.get(i)) : lock);
            }
        }
        return sum;
    }

    private HoldTimes plus(HoldTimes other) {
        return new HoldTimes(kind, acquisitions + other.acquisitions, Math.max(busiest, other.busiest),
                transfers + other.transfers, add(held, other.held, 1));
    }

    private HoldTimes minus(HoldTimes earlier) {
        long more = acquisitions - earlier.acquisitions;
        return new HoldTimes(kind, more, more, transfers - earlier.transfers, add(held, earlier.held, -1));
    }

    private static long[] add(long[] to, long[] from, int sign) {
        long[] sum = new long[from.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (i < to.length ? to[i] : 0) + sign * from[i];
        }
        return sum;
    }

    /** By name; without hold times if none was measured. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        long samples = 0;
        for (long count : held) {
            samples += count;
        }
        figures.put("timed", (double) acquisitions);
        figures.put("busiest", (double) busiest);
        figures.put("transfers", (double) transfers);
        if (samples > 0) {
            figures.put("mean", Math.max(0, mean() - LockTimes.clockNanos()));
            figures.put("p50", percentile(samples, 0.5));
            figures.put("p99", percentile(samples, 0.99));
        }
        return figures;
    }

    private double mean() {
        double sum = 0;
        long count = 0;
        for (int bucket = 0; bucket < held.length; bucket++) {
            if (LockTimes.nanosOf(bucket) < PREEMPTED_NANOS) {
                sum += held[bucket] * LockTimes.nanosOf(bucket);
                count += held[bucket];
            }
        }
        return sum / Math.max(1, count);
    }

    private double percentile(long samples, double part) {
        long left = (long) Math.ceil(samples * part);
        int bucket = -1;
        while (left > 0) {
            bucket++;
            left -= held[bucket];
        }
        return Math.max(0, LockTimes.nanosOf(bucket) - LockTimes.clockNanos());
    }
}
