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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench profile}: what a profile costs those who allocate. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = "Pairs of 256 bytes on an event loop, with a profile and without, in turns in each JVM. About 2 minutes.")
public final class ProfileCommand implements Callable<Integer> {
    private static final int TURNS = 8;
    private static final int MILLIS = 250;

    @Option(names = "--jvms", paramLabel = "N", defaultValue = "5",
            description = "JVMs for each pair (default: ${DEFAULT-VALUE}).")
    private int jvms;

    @Option(names = "--interval", paramLabel = "BYTES", defaultValue = "524288",
            description = "One sample in so many bytes (default: ${DEFAULT-VALUE}).")
    private long interval;

    @Option(names = "--only", paramLabel = "PAIR", split = ",", description = "These of ${COMPLETION-CANDIDATES}.")
    private List<ProfiledPair> only = List.of(ProfiledPair.values());

    private final Map<ProfiledPair, List<Map<String, Samples>>> measured = new EnumMap<>(ProfiledPair.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        MachineDescription.describe().forEach(out::println);
        out.printf("One sample in %d bytes; all rounds so far. The cost is that of a slice with a profile over the mean of the%n"
                + "slices before and after it: the median, with the interval in which it lies in 95 of 100 cases.%n"
                + "%-12s %8s %8s  %s%n", interval, "", "off, ns", "on, ns", "cost, %");
        for (int round = 0; round < jvms; round++) {
            for (ProfiledPair pair : only) {
                measured.computeIfAbsent(pair, key -> new ArrayList<>()).add(ProfileFork.measure(pair, interval, TURNS, MILLIS));
                out.println(line(pair));
                out.flush();
            }
        }
        return 0;
    }

    private String line(ProfiledPair pair) {
        int rounds = measured.get(pair).size();
        int[] all = IntStream.range(0, rounds).toArray();
        Interval cost = Interval.of(rounds, some -> 100 * (median(rounds(pair, some).flatMapToDouble(ProfileCommand::ratios)) - 1));
        return String.format(Locale.ROOT, "%-12s %8.2f %8.2f  %s", pair.label(), figure(pair, ProfileFork.OFF, all),
                figure(pair, ProfileFork.ON, all), cost.text("%.1f"));
    }

    private Stream<Map<String, Samples>> rounds(ProfiledPair pair, int[] rounds) {
        return IntStream.of(rounds).mapToObj(measured.get(pair)::get);
    }

    private double figure(ProfiledPair pair, String kind, int[] rounds) {
        return median(rounds(pair, rounds).flatMapToDouble(round -> Arrays.stream(round.get(kind).values())));
    }

    /** A core's speed changes from one second to the next by more than a profile costs, so only neighbours are compared. */
    private static DoubleStream ratios(Map<String, Samples> round) {
        double[] off = round.get(ProfileFork.OFF).values();
        double[] on = round.get(ProfileFork.ON).values();
        return IntStream.range(0, on.length).mapToDouble(turn -> 2 * on[turn] / (off[turn] + off[turn + 1]));
    }

    private static double median(DoubleStream values) {
        return Interval.quantile(values.sorted().toArray(), 0.5);
    }
}
