/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.perch.BufferPool;
import io.perch.PerchAllocator;
import io.perch.Prewarm;
import io.perch.Rescheduling;
import io.perch.os.ThreadAffinity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The tail of acquiring: one by one, on a clock that takes about as long as what it measures, which is therefore measured by itself
 * as well. Samples during which the thread lost its CPU are left out where it can be told. An interrupt that leaves it the CPU
 * cannot be told, so this runs on the CPU where the clock's own tail is shortest just then. Each pool is in a process of its own,
 * which is started with notification.
 */
final class PoolTail {
    /** Not a pool: the clock asked twice. */
    static final String CLOCK = "clock";

    private static final int WARM_UP = 2_000_000;
    private static final int PROBES = 500_000;
    private static final int BUFFERS = 1000;
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
     * @param misses of Perch's caches meanwhile
     */
    record Result(String pool, long samples, long median, long tail, long left, long misses) {
        double ratio() {
            return (double) tail / Math.max(1, median);
        }

        static String header() {
            return String.format("%-20s %12s %8s %8s %8s %9s %7s", "acquire one by one", "samples", "median", "p99.99", "ratio",
                    "left out", "misses");
        }

        String line() {
            return String.format(Locale.ROOT, "%-20s %,12d %8d %8d %8.2f %9s %7s", pool, samples, median, tail, ratio(),
                    left < 0 ? "?" : left, pool.equals(PoolUnderTest.PERCH) ? misses : "");
        }
    }

    /** Measures the clock, Perch and its peers, each in a new JVM. */
    static List<Result> measure(int samples) throws IOException, InterruptedException {
        List<String> pools = new ArrayList<>(List.of(CLOCK, PoolUnderTest.PERCH));
        pools.addAll(PoolUnderTest.PEERS);
        List<Result> results = new ArrayList<>();
        for (String pool : pools) {
            results.add(measure(pool, samples));
        }
        return results;
    }

    private static Result measure(String pool, int samples) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xms256m", "-Xmx256m",
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dperch.notify=on", "-D" + PairRun.PARAMETER + "pool=" + pool, "-cp", System.getProperty("java.class.path"),
                PoolTail.class.getName(), Integer.toString(samples)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = said.lines().toList();
            if (child.waitFor() != 0 || lines.size() != 1) {
                throw new IOException("the process that measures the tail of " + pool + " failed: " + lines);
            }
            String[] numbers = lines.get(0).split(" ");
            return new Result(pool, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]), Long.parseLong(numbers[4]));
        }
    }

    /** Measures in this JVM, on a thread that Netty's pools know; prints samples, median, tail, how many were left out, misses. */
    public static void main(String[] arguments) throws InterruptedException {
        DefaultEventExecutor executor = new DefaultEventExecutor();
        executor.submit(() -> run(Integer.parseInt(arguments[0]))).sync();
        executor.shutdownGracefully();
    }

    private static void run(int samples) {
        boolean clock = Constants.NAME.equals(CLOCK);
        Histogram histogram = new Histogram(MOST_NANOS, 3);
        sampleClock(WARM_UP, histogram);
        ThreadAffinity.pin(calmestCpu(histogram));
        long left = 0;
        long before = 0;
        for (int round = 0; round < 2; round++) {
            histogram.reset();
            before = Constants.misses();
            int count = round == 0 ? WARM_UP : samples;
            left = clock ? sampleClock(count, histogram) : sample(count, histogram);
        }
        System.out.println(histogram.getTotalCount() + " " + histogram.getValueAtPercentile(50) + " "
                + histogram.getValueAtPercentile(TAIL) + " " + left + " " + (Constants.misses() - before));
    }

    private static int calmestCpu(Histogram histogram) {
        long shortest = Long.MAX_VALUE;
        int calmest = 0;
        BitSet allowed = ThreadAffinity.allowed();
        for (int cpu = allowed.nextSetBit(0); cpu >= 0; cpu = allowed.nextSetBit(cpu + 1)) {
            ThreadAffinity.pin(cpu);
            histogram.reset();
            sampleClock(PROBES, histogram);
            if (histogram.getValueAtPercentile(TAIL) < shortest) {
                shortest = histogram.getValueAtPercentile(TAIL);
                calmest = cpu;
            }
        }
        return calmest;
    }

    /** Static and final, as a program would hold it: the JIT sees through it. */
    private static final class Constants {
        static final String NAME = System.getProperty(PairRun.PARAMETER + "pool");
        static final PoolUnderTest POOL = NAME.equals(CLOCK) ? null : PoolUnderTest.ofThisRow();
        static final PerchAllocator PERCH = POOL instanceof PoolUnderTest.Perch perch ? prewarm(perch.pool()) : null;

        private Constants() {
        }

        private static PerchAllocator prewarm(BufferPool pool) {
            Prewarm.Result ready = pool.prewarm(Prewarm.of(PoolRow.SIZE, BUFFERS));
            if (ready.misses() > 0) {
                System.err.println("not ready: " + ready);
            }
            return pool.allocator();
        }

        static long misses() {
            return PERCH == null ? 0 : PERCH.stats().underflows() + PERCH.stats().overflows();
        }
    }

    private static long sample(int samples, Histogram into) {
        boolean tells = Rescheduling.available();
        long left = tells ? 0 : -1;
        for (int i = 0; i < samples; i++) {
            long start = System.nanoTime();
            Object buffer = Constants.POOL.acquire(PoolRow.SIZE);
            long end = System.nanoTime();
            Constants.POOL.release(buffer);
            left += record(tells, end - start, into);
        }
        return left;
    }

    private static long sampleClock(int samples, Histogram into) {
        boolean tells = Rescheduling.available();
        long left = tells ? 0 : -1;
        for (int i = 0; i < samples; i++) {
            long start = System.nanoTime();
            long end = System.nanoTime();
            left += record(tells, end - start, into);
        }
        return left;
    }

    /** Returns 1 if the sample is left out. */
    private static int record(boolean tells, long nanos, Histogram into) {
        if (tells && Rescheduling.wasDescheduled()) {
            return 1;
        }
        into.recordValue(Math.min(MOST_NANOS, nanos));
        return 0;
    }
}
