/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.start;

import io.perch.bench.JsonRows;
import io.perch.bench.Output;
import io.perch.bench.netty.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./perch bench start}: what the first buffer of a process costs, on Perch and on Netty's own allocators. */
@Command(name = "start", mixinStandardHelpOptions = true, description = {
    "The first buffer of new JVMs, on Perch, pooled and adaptive in turns; from Java 25 on with an AOT cache as well.",
    "About a minute."})
public final class StartCommand implements Callable<Integer> {
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final List<String> HEAP = List.of("-Xmx512m");

    @Mixin
    private Output output;

    @Option(names = "--jvms", paramLabel = "N", defaultValue = "20", description = "JVMs of each allocator (default: 20).")
    private int jvms;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.out();
        if (jvms < 1) {
            out.println("--jvms: " + jvms + " (expected at least 1)");
            return spec.exitCodeOnInvalidInput();
        }
        output.begin();
        out.println(StartRow.HEADING);
        List<StartRow> rows = new ArrayList<>(measure(out, "", ""));
        if (Runtime.version().feature() >= FIRST_WITH_AOT_CACHE) {
            Path caches = Files.createTempDirectory("perch-start");
            try {
                rows.addAll(measure(out, ", AOT cache", caches + "/"));
            } finally {
                for (Peer peer : Peer.values()) {
                    Files.deleteIfExists(cache(caches.toString() + "/", peer));
                }
                Files.delete(caches);
            }
        }
        output.writeJson(() -> JsonRows.of(rows.stream().map(StartRow::json)));
        return 0;
    }

    private static Path cache(String caches, Peer peer) {
        return Path.of(caches + peer.name() + ".aot");
    }

    private List<StartRow> measure(PrintWriter out, String label, String caches) throws IOException, InterruptedException {
        List<StartRow> rows = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            if (!caches.isEmpty()) {
                FirstBuffer.millis(peer, options("-XX:AOTCacheOutput=", caches, peer));
            }
            rows.add(new StartRow(peer, label, new double[jvms]));
        }
        for (int jvm = 0; jvm < jvms; jvm++) {
            for (StartRow row : rows) {
                row.millis()[jvm] = FirstBuffer.millis(row.peer(), options("-XX:AOTCache=", caches, row.peer()));
            }
        }
        rows.forEach(row -> out.println(row.line(rows.get(rows.size() - 1))));
        out.flush();
        return rows;
    }

    private static List<String> options(String cacheOption, String caches, Peer peer) {
        List<String> options = new ArrayList<>(HEAP);
        if (!caches.isEmpty()) {
            options.add(cacheOption + cache(caches, peer));
        }
        return options;
    }
}
