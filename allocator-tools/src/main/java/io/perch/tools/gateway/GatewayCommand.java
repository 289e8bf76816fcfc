/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import io.perch.tools.Json;
import io.perch.tools.OutputFile;
import io.perch.tools.doctor.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perch gateway}. */
@Command(name = "gateway", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs an example order gateway: feed handler, book and order entry on three pinned threads that pass "
                + "messages in Perch buffers. Reports latency; with -Dperch.notify=on apart for samples in which a thread had "
                + "lost its CPU.")
public final class GatewayCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 24 * 60 * 60;
    private static final int MOST_RATE = 1_000_000;
    private static final long MOST_WARM_UP_MILLIS = 5000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "time for everything (default: 20)")
    private int seconds;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20000", description = "quotes a second (default: 20000)")
    private int rate;

    @Option(names = "--json", paramLabel = "FILE", converter = OutputFile.class,
            description = "write the figures to this file as JSON")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds must be 1 to " + MOST_SECONDS);
        check(rate >= 1 && rate <= MOST_RATE, "--rate must be 1 to " + MOST_RATE);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.read().line());
        out.println(Gateway.spins() ? "Each thread spins on a CPU of its own."
                : "Fewer CPUs than threads: they yield to each other, and latencies are those of the scheduler.");
        out.println("Counters: ./perch stat " + ProcessHandle.current().pid());
        out.flush();
        long millis = TimeUnit.SECONDS.toMillis(seconds);
        long warmUp = Math.min(MOST_WARM_UP_MILLIS, millis / 2);
        GatewayResult result = new Gateway(rate).run(warmUp, millis - warmUp);
        out.print(result.text());
        if (json != null) {
            Json.write(json, result.json());
        }
        out.println(result.errors().isEmpty() ? result.orders() + " orders, all as they were sent; every buffer came back."
                : "FAILED: " + String.join("; ", result.errors()));
        out.flush();
        return result.errors().isEmpty() ? 0 : 1;
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
