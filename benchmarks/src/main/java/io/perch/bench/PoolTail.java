/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.BufferPool;
import io.perch.PerchAllocator;
import io.perch.PooledBuffer;
import io.perch.Prewarm;
import io.perch.Rescheduling;
import io.perch.os.ThreadAffinity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The tail of {@code acquire}: one by one, on a clock that takes about as long as what it measures. Samples during which the thread
 * lost its CPU are left out where it can be told. In a process of its own, which is started with notification.
 */
final class PoolTail {
    private static final int WARM_UP = 2_000_000;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final double TAIL = 99.99;

    private PoolTail() {
    }

    /**
     * What was measured, in nanoseconds.
     *
     * @param median of acquire, the clock included
     * @param tail   99.99 % of samples were not above
     * @param left   samples left out, or -1 if none could be told
     */
    record Result(long samples, long median, long tail, long left) {
        double ratio() {
            return (double) tail / Math.max(1, median);
        }
    }

    /** Measures in a new JVM. */
    static Result measure(int samples) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xms256m", "-Xmx256m",
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "-Dperch.notify=on", "-cp",
                System.getProperty("java.class.path"), PoolTail.class.getName(), Integer.toString(samples))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = said.lines().toList();
            if (child.waitFor() != 0 || lines.size() != 1) {
                throw new IOException("the process that measures the tail failed: " + lines);
            }
            String[] numbers = lines.get(0).split(" ");
            return new Result(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        }
    }

    /** Measures in this JVM; prints samples, median, tail, and how many were left out. */
    public static void main(String[] arguments) {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BufferPool pool = BufferPool.of(allocator);
            pool.prewarm(Prewarm.of(PoolRow.SIZE, 1000));
            ThreadAffinity.pin(ThreadAffinity.allowed().nextSetBit(0));
            sample(pool, WARM_UP);
            Histogram histogram = new Histogram(MOST_NANOS, 3);
            long left = sample(pool, Integer.parseInt(arguments[0]), histogram);
            System.out.println(histogram.getTotalCount() + " " + histogram.getValueAtPercentile(50) + " "
                    + histogram.getValueAtPercentile(TAIL) + " " + left);
        }
    }

    private static void sample(BufferPool pool, int samples) {
        sample(pool, samples, new Histogram(MOST_NANOS, 3));
    }

    private static long sample(BufferPool pool, int samples, Histogram into) {
        boolean tells = Rescheduling.available();
        long left = tells ? 0 : -1;
        for (int i = 0; i < samples; i++) {
            long start = System.nanoTime();
            PooledBuffer buffer = pool.acquire(PoolRow.SIZE);
            long end = System.nanoTime();
            buffer.close();
            if (tells && Rescheduling.wasDescheduled()) {
                left++;
            } else {
                into.recordValue(Math.min(MOST_NANOS, end - start));
            }
        }
        return left;
    }
}
