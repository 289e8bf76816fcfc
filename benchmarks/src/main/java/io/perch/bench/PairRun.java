/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs rows with JMH in rounds: a round gives each row one fresh JVM.
 *
 * <p>JMH alone would run all forks of one benchmark before it starts the next, minutes apart; on a machine whose speed changes with
 * its neighbours, a ratio of two such blocks measures the neighbours. Here rows that are compared run within seconds of each other,
 * and a disturbance meets a row in one round but hardly in all.
 */
final class PairRun {
    /**
     * The same for all rows. Netty's adaptive allocator shrinks its pools at a heap of 512 MiB or less; and a small young
     * generation has all its pages after a moment of warm-up, so that rows with garbage do not measure page faults.
     */
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms768m", "-Xmx768m", "-Xmn64m",
            "-Dio.netty.leakDetection.level=disabled", "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
    private static final List<String> EVENT_LOOP_ARGUMENTS = List.of("-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=" + EventLoopExecutor.class.getName());
    /** The prefix that makes a property's name of a parameter's. */
    static final String PARAMETER = "perch.bench.";
    private static final int MAX_JVMS = 4;
    private static final String GARBAGE = "gc.alloc.rate.norm";

    private final List<PairRow> rows;
    private final PairSchedule schedule;
    private final PrintWriter out;
    private final Map<PairRow, List<IterationResult>> iterations = new HashMap<>();

    PairRun(List<PairRow> rows, PairSchedule schedule, PrintWriter out) {
        this.rows = rows;
        this.schedule = schedule;
        this.out = out;
    }

    /** Runs the rounds, prints a line for each measurement, and returns results in the order of the rows. */
    List<PairResult> run() throws RunnerException {
        long start = System.nanoTime();
        for (int round = 0; schedule.another(round, (System.nanoTime() - start) / 1e9); round++) {
            for (int i = 0; i < rows.size(); i++) {
                PairRow row = rows.get(i);
                iterations.computeIfAbsent(row, key -> new ArrayList<>()).addAll(measure(row));
                say(String.format(Locale.ROOT, "round %d: %2d of %d  %6d B  %-28s %9.2f ns", round + 1, i + 1,
                        rows.size(), row.size(), row.name(), summary(row).nsPerOp()));
            }
        }
        return rows.stream().map(this::summary).toList();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private PairResult summary(PairRow row) {
        List<IterationResult> all = iterations.get(row);
        return PairResult.of(row, all.stream().mapToDouble(result -> result.getPrimaryResult().getScore()).toArray(),
                all.stream().mapToDouble(result -> result.getSecondaryResults().get(GARBAGE).getScore()).toArray(),
                MemoryProfiler.last(all));
    }

    /** On a very busy machine a start-up test may run out of time, and put a JVM into another mode; the row then gets another. */
    private Collection<IterationResult> measure(PairRow row) throws RunnerException {
        for (int jvm = 1; jvm < MAX_JVMS; jvm++) {
            try {
                return fork(row);
            } catch (RunnerException e) {
                if (!e.getMessage().contains(ForkAllocator.OTHER_MODE)) {
                    throw e;
                }
                say(row.name() + " once more: its JVM came up in another mode than the run's");
            }
        }
        return fork(row);
    }

    private Collection<IterationResult> fork(PairRow row) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(row.benchmark()) + "$")
                .forks(1)
                .warmupIterations(schedule.warmups())
                .warmupTime(TimeValue.milliseconds(Math.max(schedule.millis(), row.leastWarmUp() / schedule.warmups())))
                .measurementIterations(schedule.measurements())
                .measurementTime(TimeValue.milliseconds(schedule.millis()))
                .jvmArgs(jvmArguments(row))
                // This comes first, so that what it allocates does not count as the benchmark's garbage.
                .addProfiler(MemoryProfiler.class)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        row.params().forEach(options::param);
        StringBuilder said = new StringBuilder();
        try {
            RunResult result = new Runner(options.build(), keepIn(said)).runSingle();
            return result.getBenchmarkResults().iterator().next().getIterationResults();
        } catch (RunnerException e) {
            throw new RunnerException(row.name() + " at " + row.size() + " bytes failed:\n" + said, e);
        }
    }

    /** What JMH and the forks print matters only when a row fails: since JDK 24, each fork warns about JMH's own use of Unsafe. */
    private static OutputFormat keepIn(StringBuilder said) {
        return (OutputFormat) Proxy.newProxyInstance(OutputFormat.class.getClassLoader(), new Class<?>[] {OutputFormat.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("println") && arguments[0] instanceof String text) {
                        said.append(text).append('\n');
                    }
                    return null;
                });
    }

    /**
     * Perch's settings of this process apply in the forks too, unless the row has others. The row's parameters are properties as
     * well, so that a benchmark can keep what it measures in a constant, as programs do.
     */
    private static String[] jvmArguments(PairRow row) {
        Stream<String> perch = System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("perch."))
                .map(name -> "-D" + name + "=" + System.getProperty(name));
        Stream<String> thread = row.eventLoop() ? EVENT_LOOP_ARGUMENTS.stream() : Stream.empty();
        Stream<String> params = row.params().entrySet().stream()
                .map(param -> "-D" + PARAMETER + param.getKey() + "=" + param.getValue());
        return Stream.of(JVM_ARGUMENTS.stream(), perch, params, thread, row.options().stream()).flatMap(arguments -> arguments)
                .toArray(String[]::new);
    }
}
