/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.MemoryUse;
import io.perch.bench.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench netty}: time and memory of Netty buffers, on Perch and on Netty's own allocators. */
@Command(name = "netty", mixinStandardHelpOptions = true,
        description = "Netty buffers on Perch, pooled and adaptive: time and memory, by thread and traffic. About 15 minutes.")
public final class NettyCommand implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final int MILLIS = 400;
    private static final int QUICK_MILLIS = 100;

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "One short round, without the row that waits for 30 s.")
    private boolean quick;

    @Option(names = "--jvms", paramLabel = "N", description = "JVMs for each row and allocator (default: 3; 1 with --quick). From "
            + "10 on, the last column tells by how much those of Perch differ.")
    private int jvms;

    @Option(names = "--only", paramLabel = "ROW", split = ",", description = "These rows, or those whose names begin so: "
            + "pair-event-loop, pair-plain, pair-virtual, large, hand-over, live, access, peak, crowd, convoy.")
    private List<String> only = List.of("");

    private final Calm calm = new Calm();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        List<Row> rows = rows();
        Map<String, Figure> figures = new LinkedHashMap<>();
        Map<String, String> memory = new LinkedHashMap<>();
        out.printf("Of all rounds so far: lower quartiles of what a calm core did. Ratios are to the better of pooled and%n"
                + "adaptive, with the interval in which they lie in 95 of 100 cases; below 1 Perch is better.%n");
        int rounds = jvms > 0 ? jvms : quick ? 1 : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            out.printf("%n%s%n", Figure.heading());
            for (Row row : rows) {
                measure(row, figures, memory);
                figures.values().stream().filter(figure -> figure.isOf(row)).forEach(figure -> out.println(figure.line()));
                out.flush();
            }
        }
        output.writeJson(() -> "{\n  \"figures\": [\n"
                + figures.values().stream().map(Figure::json).collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"results\": [\n" + String.join(",\n", memory.values()) + "\n  ]\n}\n");
        return 0;
    }

    /** Adds the figures of a row, and the JSON of the memory of each allocator after it. */
    private void measure(Row row, Map<String, Figure> figures, Map<String, String> memory)
            throws IOException, InterruptedException {
        for (Peer peer : Peer.values()) {
            Fork.Found found = Fork.measure(row, peer, quick ? QUICK_MILLIS : MILLIS);
            found.figures().forEach((name, value) ->
                    figures.computeIfAbsent(row.id() + name, key -> new Figure(row, name, calm)).add(peer, value));
            String name = row.id() + ", " + peer.name().toLowerCase(Locale.ROOT);
            memory.put(name, "    {\"name\": \"" + name + "\", \"memory\": " + MemoryUse.json(found.memory()) + "}");
        }
    }

    private List<Row> rows() {
        return Arrays.stream(Row.values())
                .filter(row -> row.kind.exists() && !(quick && row == Row.PEAK))
                .filter(row -> only.stream().anyMatch(row.id()::startsWith))
                .toList();
    }
}
