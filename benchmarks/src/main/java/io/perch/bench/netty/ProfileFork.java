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
import java.util.stream.Stream;

/** A JVM that does one pair with a profile and without, in turns: its main method, and how it is started. */
final class ProfileFork {
    static final String OFF = "off";
    static final String ON = "on";
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch");
    private static final int BATCH_MILLIS = 1;

    private ProfileFork() {
    }

    /** Arguments: pair, interval, turns, milliseconds of each half of a turn. */
    public static void main(String[] arguments) throws InterruptedException {
        long interval = Long.parseLong(arguments[1]);
        int turns = Integer.parseInt(arguments[2]);
        Clock clock = new Clock(Integer.parseInt(arguments[3])).inBatchesOf(BATCH_MILLIS);
        PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(0).build());
        Clock.Loop loop = ProfiledPair.valueOf(arguments[0]).loop(allocator);
        Figures figures = new Figures();
        Workload.on(ThreadKind.EVENT_LOOP, () -> {
            Samples[] off = new Samples[turns];
            Samples[] on = new Samples[turns];
            for (int turn = 0; turn < turns; turn++) {
                off[turn] = clock.time(loop);
                allocator.profileEvery(interval);
                on[turn] = clock.time(loop);
                if (allocator.profile().sites().isEmpty()) {
                    throw new IllegalStateException("nothing was sampled");
                }
                allocator.profileEvery(0);
            }
            figures.put(OFF, Samples.all(Stream.of(off)));
            figures.put(ON, Samples.all(Stream.of(on)));
        });
        figures.tell();
        System.exit(0);
    }

    static Map<String, Samples> measure(ProfiledPair pair, long interval, int turns, int millis)
            throws IOException, InterruptedException {
        ProcessBuilder jvm = ForkedJvm.of(OPTIONS, ProfileFork.class, pair.name(), Long.toString(interval), Integer.toString(turns),
                Integer.toString(millis));
        return Figures.told(ForkedJvm.output(jvm, pair.label(), Figures.KIND).lines()).samples();
    }
}
