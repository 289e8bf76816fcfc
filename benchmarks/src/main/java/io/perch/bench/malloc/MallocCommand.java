/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import io.perch.bench.ForkedJvm;
import io.perch.bench.JsonRows;
import io.perch.bench.MallocCalls;
import io.perch.bench.MallocLibrary;
import io.perch.bench.Output;
import io.perch.bench.StaticTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench malloc}: plain addresses, on Perch and on C allocators that are called in the same way. */
@Command(name = "malloc", mixinStandardHelpOptions = true, description = {
    "Plain addresses on Perch and on C allocators, through the same critical calls: pairs and live sets, one thread and four.",
    "Each round gives each allocator a new JVM. About 4 minutes; with --quick about 1. It needs JDK 22."})
public final class MallocCommand implements Callable<Integer> {
    private static final int ROUNDS = 8;
    private static final int QUICK_ROUNDS = 2;
    private static final int MILLIS = 60;

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "Fewer rounds.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        if (!MallocCalls.available()) {
            out.println(MallocCalls.whyNot(MallocLibrary.ALL.get(0)).orElseThrow());
            return spec.exitCodeOnExecutionException();
        }
        MallocLibrary.installHint(Path.of("/")).ifPresent(out::println);
        List<String> names = new ArrayList<>(List.of(Memory.PERCH));
        MallocLibrary.ALL.stream().filter(library -> library.find(Path.of("/")).isPresent()).map(MallocLibrary::name)
                .forEach(names::add);
        List<AddressRow> rows = rows(measure(names));
        out.println(AddressRow.HEADING);
        rows.forEach(row -> out.println(row.line()));
        out.flush();
        output.writeJson(() -> JsonRows.of(rows.stream().map(AddressRow::json)));
        return 0;
    }

    /** By allocator: the figures of each round. */
    private Map<String, List<Map<String, Double>>> measure(List<String> names) throws IOException, InterruptedException {
        Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
        for (int round = 0; round < (quick ? QUICK_ROUNDS : ROUNDS); round++) {
            for (String name : names) {
                ProcessBuilder jvm = ForkedJvm.of(List.of("-Xmx256m"), AddressFork.class, name, Integer.toString(MILLIS));
                jvm.environment().compute(StaticTls.VARIABLE, (variable, stated) -> StaticTls.withRoom(stated));
                String output = ForkedJvm.output(jvm, name, AddressFork.FIGURE);
                measured.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(ForkedJvm.told(output.lines(), AddressFork.FIGURE, Double::valueOf));
            }
        }
        return measured;
    }

    private static List<AddressRow> rows(Map<String, List<Map<String, Double>>> measured) {
        List<AddressRow> rows = new ArrayList<>();
        for (AddressLoad load : AddressLoad.values()) {
            double[] perch = figures(measured.get(Memory.PERCH), load);
            measured.forEach((name, rounds) -> rows.add(AddressRow.of(load, name, figures(rounds, load), perch)));
        }
        return rows;
    }

    private static double[] figures(List<Map<String, Double>> rounds, AddressLoad load) {
        return rounds.stream().mapToDouble(round -> round.get(load.id())).toArray();
    }
}
