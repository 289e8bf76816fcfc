/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.progress;

import io.perch.bench.JsonRows;
import io.perch.bench.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./perch bench progress}: how long a thread waits for one block when all miss at once.
 *
 * <p>The JSON file is {@code {"rows": [...]}}: {@code crowd}, {@code bytes}, {@code missed}, the part of all blocks that were in
 * no slab, {@code slice} in nanoseconds, and by what was waited for ({@code block}, {@code malloc}, {@code nothing}) {@code count},
 * {@code p50}, {@code p999} and {@code most} in nanoseconds, and {@code above}, how many were longer than two slices.
 */
@Command(name = "progress", mixinStandardHelpOptions = true, description = {
    "Thousands of threads take blocks at once, again and again, from slabs that keep next to nothing: how long each waits for one",
    "block, for one of malloc's, and for nothing but its CPU. About 3 minutes; with --quick about 30 seconds."})
public final class ProgressCommand implements Callable<Integer> {
    private static final double QUICK_PART = 0.1;
    /** Blocks of many to a span, of few to a span, and runs of pages of their own. */
    private static final List<Integer> SIZES = List.of(256, 32 << 10, 2 << 20);

    @Mixin
    private Output output;

    @Option(names = "--quick", description = "A tenth of the waves.")
    private boolean quick;

    @Option(names = "--sizes", paramLabel = "BYTES", split = ",", description = "Of the blocks (default: 256, 32768 and 2097152).")
    private List<Integer> sizes = SIZES;

    @Option(names = "--crowds", paramLabel = "NAME", split = ",", description = "These: ${COMPLETION-CANDIDATES}.")
    private List<Crowd> crowds = List.of(Crowd.values());

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = output.begin();
        long slice = TimeSlice.measure();
        out.printf(Locale.ROOT, "A time slice is %.1f ms here: so long one of two threads computes while the other is ready.%n",
                slice / 1e6);
        out.println(ProgressRow.HEADING);
        out.flush();
        List<ProgressRow> rows = new ArrayList<>();
        for (Crowd crowd : crowds) {
            for (int size : crowd.kind().exists() ? sizes : List.<Integer>of()) {
                ProgressRow row = ProgressFork.run(crowd, size, quick ? QUICK_PART : 1, slice);
                rows.add(row);
                row.lines().forEach(out::println);
                out.flush();
            }
        }
        output.writeJson(() -> JsonRows.of(rows.stream().map(ProgressRow::json)));
        return 0;
    }
}
