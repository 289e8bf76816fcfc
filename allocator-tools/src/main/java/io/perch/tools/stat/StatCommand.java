/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.agrona.CountersView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perch stat}. */
@Command(name = "stat", mixinStandardHelpOptions = true,
        description = "Prints the counters of a process that publishes them by a CountersFile, without disturbing it.")
public final class StatCommand implements Callable<Integer> {
    private static final String CLEAR = "\033[H\033[2J";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PID|FILE", description = "whose; not needed if there is only one")
    private String which;

    @Option(names = "--watch", description = "print them again each second, until the process ends")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path file = file();
            try (CountersView view = CountersView.open(file)) {
                StatPage page = new StatPage(file, view);
                page.print(out);
                while (watch && page.isAlive()) {
                    TimeUnit.SECONDS.sleep(1);
                    out.print(Boolean.getBoolean("perch.terminal") ? CLEAR : System.lineSeparator());
                    page.print(out);
                }
                if (watch) {
                    out.println("nobody writes " + file + " any more");
                    out.flush();
                }
            }
            return 0;
        } catch (IOException | IllegalStateException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private Path file() throws IOException {
        if (which != null) {
            boolean isProcess = which.matches("\\d{1,18}") && !Files.exists(Path.of(which));
            return isProcess ? CountersView.pathOf(Long.parseLong(which)) : Path.of(which);
        }
        List<Path> all = CountersView.all();
        if (all.size() == 1) {
            return all.get(0);
        }
        throw new ParameterException(spec.commandLine(), all.isEmpty() ? "no process publishes counters; name a file"
                : "several processes publish counters; name one:"
                        + all.stream().map(path -> System.lineSeparator() + "  " + path).collect(Collectors.joining()));
    }
}
