/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.perch.PerchAllocator;
import io.perch.Prewarm;
import io.perch.cpu.Rescheduling;
import io.perch.pool.BufferPool;
import io.perch.rseq.ThreadAffinity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The tail of acquiring a buffer. Acquisitions are timed one by one, by a clock that takes about as long as what it measures; the
 * clock is therefore measured by itself as well. Samples during which the thread lost its CPU are left out where that can be found
 * out. It cannot for an interrupt that leaves the thread its CPU, nor for a pause of the whole virtual machine, of which a host
 * makes up to thousands a second. So this runs on the CPU where the clock's own tail is shortest just then, and in slices between
 * two checks of the clock alone. Slices count in which the clock hardly stopped, unless there are too few of them. What a pool does
 * itself is in all slices. Each pool runs in a process of its own, which is started with notification.
 */
final class PoolTail {
    /** Not a pool: the clock asked twice. */
    static final String CLOCK = "clock";

    private static final int WARM_UP = 2_000_000;
    private static final int PROBES = 500_000;
    private static final int BUFFERS = 1000;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final double TAIL = 99.99;
    private static final int SLICE = 50_000;
    /**
     * How long the clock is watched before and after a slice, how late it is if something came in between, and how often that may
     * happen.
     */
    private static final long LOOK_NANOS = 1_000_000;
    private static final long STOP_NANOS = 1000;
    private static final int MOST_STOPS = 2;
    /** How many slices have to be calm, and how long to go on until they are. */
    private static final int ENOUGH = 20;
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private PoolTail() {
    }

    /**
     * What was measured, in nanoseconds.
     *
     * @param median of acquire, the clock included
     * @param tail   99.99 % of samples were not above this, in the calm slices, or in all if there were too few of them
     * @param whole  99.99 % of samples were not above this, in all slices
     * @param calm   how many of the slices were calm, in percent
     * @param left   samples left out, or -1 if that could not be found out
     * @param misses of Perch's caches meanwhile
     */
    record Result(String pool, long samples, long median, long tail, long whole, long calm, long left, long misses) {
        double ratio() {
            return (double) tail / Math.max(1, median);
        }

        static String header() {
            return String.format("%-20s %12s %8s %8s %8s %8s %7s %9s %7s", "acquire one by one", "samples", "median", "p99.99",
                    "ratio", "in all", "calm %", "left out", "misses");
        }

        String line() {
            return String.format(Locale.ROOT, "%-20s %,12d %8d %8d %8.2f %8d %7d %9s %7s", pool, samples, median, tail, ratio(),
                    whole, calm, left < 0 ? "?" : left, pool.equals(PoolUnderTest.PERCH) ? misses : "");
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
            long[] numbers = Arrays.stream(lines.get(0).split(" ")).mapToLong(Long::parseLong).toArray();
            return new Result(pool, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        }
    }

    /** Measures in this JVM, on a thread that Netty's pools know; prints the numbers of the result. */
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
        for (int i = 0; i < WARM_UP / SLICE; i++) {
            measure(clock, SLICE, histogram);
        }
        Histogram all = new Histogram(MOST_NANOS, 3);
        Histogram calm = new Histogram(MOST_NANOS, 3);
        int slices = 0;
        int calmSlices = 0;
        long left = 0;
        long before = Constants.misses();
        long start = System.nanoTime();
        while (slices < samples / SLICE || calmSlices < ENOUGH && System.nanoTime() - start < PATIENCE_NANOS) {
            slices++;
            histogram.reset();
            int stops = stopsOfTheClock();
            left += measure(clock, SLICE, histogram);
            stops += stopsOfTheClock();
            all.add(histogram);
            if (stops <= MOST_STOPS) {
                calm.add(histogram);
                calmSlices++;
            }
        }
        boolean enough = calmSlices >= ENOUGH;
        System.out.println(String.join(" ", Long.toString(all.getTotalCount()), Long.toString(all.getValueAtPercentile(50)),
                Long.toString((enough ? calm : all).getValueAtPercentile(TAIL)), Long.toString(all.getValueAtPercentile(TAIL)),
                Long.toString(100L * calmSlices / slices), Long.toString(Math.max(-1, left)),
                Long.toString(Constants.misses() - before)));
    }

    private static int stopsOfTheClock() {
        int stops = 0;
        long start = System.nanoTime();
        long last = start;
        while (last - start < LOOK_NANOS) {
            long now = System.nanoTime();
            stops += now - last > STOP_NANOS ? 1 : 0;
            last = now;
        }
        return stops;
    }

    private static long measure(boolean clock, int samples, Histogram into) {
        return clock ? sampleClock(samples, into) : sample(samples, into);
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
