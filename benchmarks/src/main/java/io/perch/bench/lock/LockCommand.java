/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.lock;

import io.perch.bench.Output;
import io.perch.lock.OwnerAwareLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./perch bench lock}: the public lock beside those of the JDK and a test-and-set lock. */
@Command(name = "lock", mixinStandardHelpOptions = true, description = {
    "Threads that want one lock: how often they get it, how evenly, and how much CPU time is spent on nothing.",
    "The locks take turns. About 1 minute; with --quick about 15 seconds."})
public final class LockCommand implements Callable<Integer> {
    private static final int ROUNDS = 14;
    private static final int QUICK_ROUNDS = 4;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int MILLIS = 150;

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "Fewer rounds.")
    private boolean quick;

    @Option(names = "--threads", paramLabel = "N", split = ",", description = "How many threads (default: 1,2,4,8,32).")
    private List<Integer> threads = List.of(1, 2, 4, 8, 32);

    @Option(names = "--inside", paramLabel = "NS", description = "Nanoseconds of a critical section (default: ${DEFAULT-VALUE}).")
    private int inside = 200;

    @Option(names = "--outside", paramLabel = "NS", description = "Nanoseconds between two (default: ${DEFAULT-VALUE}).")
    private int outside = 1000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        out.println(OwnerAwareLock.available() ? "Waiters see whether an owner runs." : OwnerAwareLock.reason());
        out.println(LockRow.HEADING);
        out.flush();
        List<LockRow> rows = new ArrayList<>();
        for (int count : threads) {
            Map<LockKind, List<LockRun>> runs = measure(count);
            for (LockKind kind : LockKind.values()) {
                LockRow row = new LockRow(kind, count, runs.get(kind), runs.get(LockKind.REENTRANT), runs.get(LockKind.NONE));
                rows.add(row);
                out.println(row.line());
                out.flush();
            }
        }
        output.writeJson(() -> rows.stream().map(LockRow::json).collect(Collectors.joining(",\n",
                "{\"inside\": " + inside + ", \"outside\": " + outside + ", \"rows\": [\n", "\n]}\n")));
        return 0;
    }

    private Map<LockKind, List<LockRun>> measure(int count) throws InterruptedException {
        Map<LockKind, List<LockRun>> runs = new EnumMap<>(LockKind.class);
        for (int round = -WARM_UP_ROUNDS; round < (quick ? QUICK_ROUNDS : ROUNDS); round++) {
            for (LockKind kind : LockKind.values()) {
                LockRun run = LockRun.of(kind, count, inside, outside, MILLIS);
                if (round >= 0) {
                    runs.computeIfAbsent(kind, any -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }
}
