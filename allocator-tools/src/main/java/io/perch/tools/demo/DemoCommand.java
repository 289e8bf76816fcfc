/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.perch.tools.Json;
import io.perch.tools.OutputFile;
import io.perch.tools.doctor.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code perch demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs a Netty HTTP server and clients in turn on Perch, Netty pooled and Netty adaptive, checks every byte, "
                + "and compares.")
public final class DemoCommand implements Callable<Integer> {
    private static final int MAX_SECONDS = 24 * 60 * 60;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60",
            description = "time for everything (default: 60, least: 3; a verdict takes 20)")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", converter = OutputFile.class,
            description = "write the figures to this file as JSON")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", converter = OutputFile.class, defaultValue = "perch-demo.html",
            description = "write the page with the plots to this file (default: perch-demo.html)")
    private Path html;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "32", description = "clients' connections (default: 32)")
    private int connections;

    @Option(names = "--workers", paramLabel = "KIND",
            description = "the server's business threads: platform, or virtual (the default on JDK 21 and later)")
    private Workers workers = Workers.usual();

    @Option(names = "--nio", description = "use NIO even where epoll is available")
    private boolean nio;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(seconds >= Schedule.MIN_SECONDS && seconds <= MAX_SECONDS,
                "--seconds must be " + Schedule.MIN_SECONDS + " to " + MAX_SECONDS);
        check(connections >= 1 && connections <= 10_000, "--connections must be 1 to 10000");
        check(workers == Workers.PLATFORM || Runtime.version().feature() >= 21, "--workers virtual needs JDK 21 or later");
        PrintWriter out = spec.commandLine().getOut();
        Transport transport = nio ? Transport.nio("asked for") : Transport.best();
        Setting setting = new Setting(transport, workers, connections, new PayloadResponder());
        String machine = Machine.read().line();
        out.println(machine);
        out.println(setting.description());
        out.println();
        out.flush();
        DemoResult result = new Demo(setting, new Progress(out, Boolean.getBoolean("perch.terminal"))).run(Schedule.of(seconds));
        return report(result, machine, out);
    }

    private int report(DemoResult result, String machine, PrintWriter out) throws IOException {
        if (result.isComplete()) {
            out.println();
            out.println(Table.text(result.summaries()));
            out.println(result.pace());
        }
        if (json != null) {
            Json.write(json, JsonReport.of(result));
        }
        Files.writeString(html, HtmlReport.of(result, machine));
        out.println("Plots: " + html.toAbsolutePath().normalize());
        long errors = result.findings().count();
        out.println(errors == 0 ? "0 errors: every byte was right, and every buffer came back." : "FAILED, " + errors + " errors:");
        result.findings().first().forEach(finding -> out.println("  " + finding));
        out.flush();
        return errors == 0 ? 0 : 1;
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
