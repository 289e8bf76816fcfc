/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.scale;

import io.netty.buffer.ByteBufAllocator;
import io.perch.PerchAllocator;
import io.perch.bench.ForkedJvm;
import io.perch.bench.footprint.CountedLoads.Done;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.stats.LockKind;
import io.perch.stats.LockStats;
import io.perch.stats.PerchStats;
import io.perch.sync.LockTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM that runs one load: its main method, and how it is started. */
final class LoadFork {
    private static final String DONE = "DONE";
    private static final String FIGURE = "FIGURE";
    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-Xmn384m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=4g");
    /** Two CPUs, as the loads that cannot have more threads have two. */
    private static final String CPUS = "0,1";

    private LoadFork() {
    }

    /** Arguments: load, threads, milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        Load load = Load.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        long nanos = Long.parseLong(arguments[2]) * 1_000_000;
        PerchAllocator blocks = PerchAllocator.create();
        ByteBufAllocator buffers = PerchByteBufAllocator.builder().allocator(blocks).build();
        load.run(buffers, threads, nanos);
        PerchStats before = blocks.stats();
        List<HoldTimes> timesBefore = HoldTimes.now();
        Done done = load.run(buffers, threads, nanos);
        List<HoldTimes> times = HoldTimes.now();
        List<LockStats> counts = blocks.stats().locks();
        ForkedJvm.tell(DONE, "operations", done.operations());
        ForkedJvm.tell(DONE, "nanos", done.nanos());
        for (LockKind kind : LockKind.values()) {
            LockStats more = counts.get(kind.ordinal()).since(before.locks().get(kind.ordinal()));
            tell(kind, "acquisitions", more.acquisitions());
            tell(kind, "contended", more.contended());
            tell(kind, "spins", more.spins());
            HoldTimes.sum(kind, times, timesBefore).figures().forEach((name, value) -> tell(kind, name, value));
        }
        System.exit(0);
    }

    private static void tell(LockKind kind, String name, Number value) {
        ForkedJvm.tell(FIGURE, kind + " " + name, value);
    }

    /**
     * Runs a load.
     *
     * @param cpus  1 or 2
     * @param timed whether hold times are measured, which slows it down
     */
    static LoadCounts run(Load load, int cpus, boolean timed, int millis) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-D" + LockTimes.PROPERTY + '=' + timed);
        ProcessBuilder builder = ForkedJvm.of(options, LoadFork.class, load.name(), Integer.toString(cpus),
                Integer.toString(millis));
        builder.command().addAll(0, List.of("taskset", "-c", CPUS.substring(0, 2 * cpus - 1)));
        String output = ForkedJvm.output(builder, load.id(), DONE);
        Map<String, Long> done = ForkedJvm.told(output.lines(), DONE, Long::valueOf);
        return new LoadCounts(cpus, done.get("operations"), done.get("nanos"),
                ForkedJvm.told(output.lines(), FIGURE, Double::valueOf));
    }
}
