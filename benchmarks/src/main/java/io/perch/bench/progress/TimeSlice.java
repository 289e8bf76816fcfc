/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.bench.ForkedJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the scheduler lets a thread compute while another one of the same CPU is ready. */
final class TimeSlice {
    private static final String SLICE = "SLICE";
    private static final long MEASURED_NANOS = 2_000_000_000L;
    /** A thread that misses less than this was interrupted, but had its CPU. */
    private static final long LEAST_NANOS = 500_000;

    private TimeSlice() {
    }

    /** Two threads compute on the CPU that this JVM has; the gaps that each of them sees are slices of the other. */
    public static void main(String[] arguments) throws InterruptedException {
        List<Long> gaps = new ArrayList<>();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                List<Long> mine = gaps();
                synchronized (gaps) {
                    gaps.addAll(mine);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        gaps.sort(null);
        ForkedJvm.tell(SLICE, "nanos", gaps.isEmpty() ? LEAST_NANOS : gaps.get(gaps.size() / 2));
    }

    private static List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        long begin = System.nanoTime();
        long last = begin;
        while (last - begin < MEASURED_NANOS) {
            long now = System.nanoTime();
            if (now - last > LEAST_NANOS) {
                gaps.add(now - last);
            }
            last = now;
        }
        return gaps;
    }

    /** The median, in nanoseconds. */
    static long measure() throws IOException, InterruptedException {
        ProcessBuilder jvm = ForkedJvm.of(List.of("-Xmx64m", "-XX:+UseSerialGC"), TimeSlice.class);
        jvm.command().addAll(0, List.of("taskset", "-c", "0"));
        Map<String, Long> told = ForkedJvm.told(ForkedJvm.output(jvm, "the time slice", SLICE).lines(), SLICE, Long::valueOf);
        return told.get("nanos");
    }
}
