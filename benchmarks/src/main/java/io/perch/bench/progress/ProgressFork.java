/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.PerchAllocator;
import io.perch.bench.ForkedJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM in which one crowd waits for blocks of one size: its main method, and how it is started. */
final class ProgressFork {
    private static final String FIGURE = "FIGURE";
    /** More than all blocks of a wave, which nobody touches. */
    private static final int LIMIT_GIB = 256;
    /** Slabs that keep next to nothing, and two carriers. */
    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-Xmn384m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch",
            "-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2",
            "-Dperch.slab.bytes=64k", "-Dperch.limit.hard=" + LIMIT_GIB + "g");

    private ProgressFork() {
    }

    /** Arguments: crowd, size of blocks, part of all waves, nanoseconds of a slice. */
    public static void main(String[] arguments) {
        Waves waves = new Waves(Crowd.valueOf(arguments[0]), PerchAllocator.create(), Integer.parseInt(arguments[1]));
        waves.run(Double.parseDouble(arguments[2]));
        long slice = Long.parseLong(arguments[3]);
        ForkedJvm.tell(FIGURE, ProgressRow.MISSED, waves.missed());
        for (Wait wait : Wait.values()) {
            Waits waits = waves.waits(wait);
            tell(wait, "count", waits.count());
            tell(wait, "p50", waits.percentile(0.5));
            tell(wait, "p99.9", waits.percentile(0.999));
            tell(wait, "most", waits.most());
            tell(wait, "above", waits.countAbove(ProgressRow.SLICES * slice));
        }
        System.exit(0);
    }

    private static void tell(Wait wait, String name, Number value) {
        ForkedJvm.tell(FIGURE, wait + " " + name, value);
    }

    static ProgressRow run(Crowd crowd, int size, double part, long slice) throws IOException, InterruptedException {
        String output = ForkedJvm.output(ForkedJvm.of(OPTIONS, ProgressFork.class, crowd.name(), Integer.toString(size),
                Double.toString(part), Long.toString(slice)), crowd.id() + " with " + size + " bytes", FIGURE);
        Map<String, Double> figures = ForkedJvm.told(output.lines(), FIGURE, Double::valueOf);
        return new ProgressRow(crowd, size, slice, figures);
    }
}
