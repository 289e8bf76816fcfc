/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.many;

import io.perch.PerchAllocator;
import io.perch.bench.ForkedJvm;
import io.perch.bench.MemoryUse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that has many units of one kind: its main method, and how it is started. */
final class ManyFork {
    private static final String FIGURE = "FIGURE";
    /** One thread does everything, so that maintenance can be timed. */
    private static final List<String> OPTIONS = List.of("-Xmx4g", "-Xms4g", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=1t",
            "-Dperch.limit.hard=1024g", "-Dperch.maintenance=caller");

    private ManyFork() {
    }

    /** Arguments: unit, how many. */
    public static void main(String[] arguments) throws Exception {
        Unit unit = Unit.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        PerchAllocator allocator = PerchAllocator.create();
        unit.make(allocator, Math.max(1, count / 100)).run();
        long heap = heap();
        long resident = MemoryUse.resident();
        long begin = System.nanoTime();
        Runnable end = unit.make(allocator, count);
        tell("make", (System.nanoTime() - begin) / count);
        tell("heap", (heap() - heap) / count);
        tell("resident", (MemoryUse.resident() - resident) / count);
        TimeUnit.MILLISECONDS.sleep(1100);
        begin = System.nanoTime();
        allocator.doWork();
        tell("maintenance", System.nanoTime() - begin);
        begin = System.nanoTime();
        allocator.stats();
        tell("stats", System.nanoTime() - begin);
        begin = System.nanoTime();
        end.run();
        tell("end", (System.nanoTime() - begin) / count);
        System.exit(0);
    }

    private static void tell(String name, long value) {
        ForkedJvm.tell(FIGURE, name, value);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static Map<String, Long> run(Unit unit, int count) throws IOException, InterruptedException {
        ProcessBuilder jvm = ForkedJvm.of(OPTIONS, ManyFork.class, unit.name(), Integer.toString(count));
        return ForkedJvm.told(ForkedJvm.output(jvm, unit.id(), FIGURE).lines(), FIGURE, Long::valueOf);
    }
}
