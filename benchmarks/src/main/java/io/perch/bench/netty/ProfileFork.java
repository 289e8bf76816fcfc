/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.bench.ForkedJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM that does one pair with a profile and without, in turns: its main method, and how it is started. */
final class ProfileFork {
    static final String OFF = "off";
    static final String ON = "on";
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch");
    private static final int BATCH_MILLIS = 1;

    private ProfileFork() {
    }

    /** Arguments: pair, interval, turns, milliseconds of each half of a turn. A first half comes before them. */
    public static void main(String[] arguments) throws InterruptedException {
        long interval = Long.parseLong(arguments[1]);
        int turns = Integer.parseInt(arguments[2]);
        Clock clock = new Clock(Integer.parseInt(arguments[3])).inBatchesOf(BATCH_MILLIS);
        PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build());
        Clock.Loop loop = ProfiledPair.valueOf(arguments[0]).loop(allocator);
        Figures figures = new Figures();
        Workload.on(ThreadKind.EVENT_LOOP, () -> {
            double[] off = new double[turns + 1];
            double[] on = new double[turns];
            off[0] = settled(clock, loop);
            for (int turn = 0; turn < turns; turn++) {
                allocator.profileEvery(interval);
                on[turn] = settled(clock, loop);
                if (allocator.profile().sites().isEmpty()) {
                    throw new IllegalStateException("nothing was sampled");
                }
                allocator.profileEvery(0);
                off[turn + 1] = settled(clock, loop);
            }
            figures.put(OFF, new Samples(off, new double[0]));
            figures.put(ON, new Samples(on, new double[0]));
        });
        figures.tell();
        System.exit(0);
    }

    /** The loop is compiled anew after each change, and the gaps of a new profile fit the load after some 200 ms. */
    private static double settled(Clock clock, Clock.Loop loop) {
        clock.time(loop);
        return clock.time(loop).figure();
    }

    static Map<String, Samples> measure(ProfiledPair pair, long interval, int turns, int millis)
            throws IOException, InterruptedException {
        ProcessBuilder jvm = ForkedJvm.of(OPTIONS, ProfileFork.class, pair.name(), Long.toString(interval), Integer.toString(turns),
                Integer.toString(millis));
        return Figures.told(ForkedJvm.output(jvm, pair.label(), Figures.KIND).lines()).samples();
    }
}
