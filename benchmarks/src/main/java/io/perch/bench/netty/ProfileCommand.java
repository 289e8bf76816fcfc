/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.Interval;
import io.perch.bench.MachineDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench profile}: what a profile costs those who allocate. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = "Pairs of 256 bytes on an event loop, with a profile and without, in turns in each JVM. About 2 minutes.")
public final class ProfileCommand implements Callable<Integer> {
    private static final int TURNS = 5;
    private static final int MILLIS = 400;

    @Option(names = "--jvms", paramLabel = "N", defaultValue = "5",
            description = "JVMs for each pair (default: ${DEFAULT-VALUE}).")
    private int jvms;

    @Option(names = "--interval", paramLabel = "BYTES", defaultValue = "524288",
            description = "One sample in so many bytes (default: ${DEFAULT-VALUE}).")
    private long interval;

    @Option(names = "--only", paramLabel = "PAIR", split = ",", description = "These of ${COMPLETION-CANDIDATES}.")
    private List<ProfiledPair> only = List.of(ProfiledPair.values());

    private final Calm calm = new Calm();
    private final Map<ProfiledPair, List<Map<String, Samples>>> measured = new EnumMap<>(ProfiledPair.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        MachineDescription.describe().forEach(out::println);
        out.printf("Lower quartiles of what a calm core did, of all rounds so far; one sample in %d bytes. The cost has the%n"
                + "interval in which it lies in 95 of 100 cases.%n%-12s %8s %8s  %-28s %6s%n", interval, "", "off, ns", "on, ns",
                "cost, %", "calm");
        for (int round = 0; round < jvms; round++) {
            for (ProfiledPair pair : only) {
                Map<String, Samples> found = ProfileFork.measure(pair, interval, TURNS, MILLIS);
                found.values().forEach(calm::saw);
                measured.computeIfAbsent(pair, key -> new ArrayList<>()).add(found);
                out.println(line(pair));
                out.flush();
            }
        }
        return 0;
    }

    private String line(ProfiledPair pair) {
        int rounds = measured.get(pair).size();
        Interval cost = Interval.of(rounds, some -> 100 * (figure(pair, ProfileFork.ON, some)
                / figure(pair, ProfileFork.OFF, some) - 1));
        int[] all = IntStream.range(0, rounds).toArray();
        Samples off = samples(pair, ProfileFork.OFF, all);
        return String.format(Locale.ROOT, "%-12s %8.2f %8.2f  %-28s %5d%%", pair.label(), figure(pair, ProfileFork.OFF, all),
                figure(pair, ProfileFork.ON, all), cost.text("%.1f"),
                Math.round(100.0 * off.where(calm).values().length / off.values().length));
    }

    private Samples samples(ProfiledPair pair, String kind, int[] rounds) {
        return Samples.all(IntStream.of(rounds).mapToObj(round -> measured.get(pair).get(round).get(kind)));
    }

    private double figure(ProfiledPair pair, String kind, int[] rounds) {
        Samples all = samples(pair, kind, rounds);
        Samples good = all.where(calm);
        return (good.isEmpty() ? all : good).figure();
    }
}
