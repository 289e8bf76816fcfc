/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.perch.bench.JsonRows;
import io.perch.bench.Output;
import io.perch.bench.netty.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench limit}: what threads at the limit take from others, on Perch and on Netty's own allocators. */
@Command(name = "limit", mixinStandardHelpOptions = true, description = {
    "Two threads whose buffers are there, beside four that keep asking for what the limit refuses: what speed the two keep,",
    "to that beside four that only compute. About 2 minutes; with --quick about 40 seconds."})
public final class LimitCommand implements Callable<Integer> {
    private static final int ROUNDS = 12;
    private static final int MILLIS = 250;
    private static final int QUICK_ROUNDS = 4;
    private static final int QUICK_MILLIS = 150;
    private static final List<Integer> SIZES = List.of(64 << 10, 2 << 20, 16 << 20);

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "Fewer and shorter rounds.")
    private boolean quick;

    @Option(names = "--sizes", paramLabel = "BYTES", split = ",",
            description = "Of the buffers that are refused (default: 65536, 2097152 and 16777216).")
    private List<Integer> sizes = SIZES;

    @Option(names = "--allocators", paramLabel = "NAME", split = ",", description = "These: ${COMPLETION-CANDIDATES}.")
    private List<Peer> peers = List.of(Peer.values());

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        out.println(LimitRow.HEADING);
        out.flush();
        List<LimitRow> rows = new ArrayList<>();
        for (int size : sizes) {
            for (Peer peer : peers) {
                LimitRow row = LimitFork.run(peer, size, quick ? QUICK_ROUNDS : ROUNDS, quick ? QUICK_MILLIS : MILLIS);
                rows.add(row);
                out.println(row.line());
                out.flush();
            }
        }
        output.writeJson(() -> JsonRows.of(rows.stream().map(LimitRow::json)));
        return 0;
    }
}
