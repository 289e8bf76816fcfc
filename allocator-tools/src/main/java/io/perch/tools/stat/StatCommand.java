/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.agrona.CountersView;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import io.perch.tools.OutputFile;
import io.perch.tools.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perch stat}. */
@Command(name = "stat", mixinStandardHelpOptions = true,
        description = "Prints the counters of a process that publishes them by a CountersFile, without disturbing it.")
public final class StatCommand implements Callable<Integer> {
    private static final int PERIOD_MILLIS = 1000;
    /** Samples that {@code --watch} remembers. */
    private static final int REMEMBERED = 120;
    private static final Pattern PROCESS = Pattern.compile("^perch-(\\d{1,18})\\b");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PID|FILE", description = "whose; not needed if there is only one")
    private String which;

    @Option(names = "--watch", description = "show them as bars and curves that move, until the process ends; where the output is "
            + "no terminal, print them each second")
    private boolean watch;

    @Option(names = "--html", paramLabel = "FILE", converter = OutputFile.class,
            description = "write a page with curves of the next seconds")
    private Path html;

    @Option(names = "--seconds", defaultValue = "60", description = "how many (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--explain", description = "say what each counter means, and how meters and the actuator call it")
    private boolean explain;

    @Override
    public Integer call() throws InterruptedException {
        if (explain) {
            explain();
            return 0;
        }
        if (seconds <= 0) {
            throw new ParameterException(spec.commandLine(), "--seconds: " + seconds + " (expected: > 0)");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path file = file();
            try (CountersView view = CountersView.open(file)) {
                StatPage page = new StatPage(file, view);
                if (html != null) {
                    report(page, view);
                } else if (watch && Boolean.getBoolean("perch.terminal")) {
                    show(page, view);
                } else {
                    print(page);
                }
                if (watch && html == null) {
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

    private void explain() {
        PrintWriter out = spec.commandLine().getOut();
        String line = "%-18s perch.%-21s %s%n";
        Counter.ALL.forEach(counter -> out.printf(line, counter.label(), counter.dotted(), counter.sentence()));
        Ratio.ALL.forEach(ratio -> out.printf(line, ratio.label(), ratio.dotted(), ratio.sentence()));
        out.flush();
    }

    private void print(StatPage page) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        page.print(out);
        while (watch && page.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            out.println();
            page.print(out);
        }
    }

    private void show(StatPage page, CountersView view) throws InterruptedException {
        Frame frame = new Frame(System.getProperty("native.encoding", "").toUpperCase(Locale.ROOT).startsWith("UTF"));
        List<Sample> samples = new ArrayList<>();
        try (Screen screen = new Screen(spec.commandLine().getOut())) {
            while (page.isAlive()) {
                add(samples, view);
                samples.subList(0, Math.max(0, samples.size() - REMEMBERED)).clear();
                screen.show(frame.lines(page.title(), samples));
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        }
    }

    private void report(StatPage page, CountersView view) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        add(samples, view);
        while (page.isAlive() && System.nanoTime() < end) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(PERIOD_MILLIS, left)));
            add(samples, view);
        }
        Files.writeString(html, StatReport.html(view.process(), samples));
        spec.commandLine().getOut().println(html + ": " + samples.size() + " samples");
    }

    /** One that was not written anew is none. */
    private static void add(List<Sample> samples, CountersView view) {
        Sample now = Sample.of(view);
        if (samples.isEmpty() || samples.get(samples.size() - 1).millis() != now.millis()) {
            samples.add(now);
        }
    }

    /** Processes that were killed leave their files behind, which are only of interest where there are no others. */
    static List<Path> ofTheLiving(List<Path> files) {
        List<Path> ofTheLiving = files.stream().filter(file -> {
            Matcher process = PROCESS.matcher(file.getFileName().toString());
            return process.find() && Processes.exists(Long.parseLong(process.group(1)));
        }).toList();
        return ofTheLiving.isEmpty() ? files : ofTheLiving;
    }

    private static Path fileOf(long process) throws IOException {
        Path file = CountersView.pathOf(process);
        if (Files.notExists(file)) {
            throw new IOException(Processes.unknown(process, "publishes no counters: it needs -Dperch.counters.file=true, and has"
                    + " them from its first allocation on"));
        }
        return file;
    }

    private Path file() throws IOException {
        if (which != null) {
            return Processes.isMeantBy(which) ? fileOf(Long.parseLong(which)) : Path.of(which);
        }
        List<Path> all = ofTheLiving(CountersView.all());
        if (all.size() == 1) {
            return all.get(0);
        }
        throw new ParameterException(spec.commandLine(), all.isEmpty()
                ? "no process publishes counters: it needs -Dperch.counters.file=true; or name a file"
                : "several processes publish counters; name one:"
                        + all.stream().map(path -> System.lineSeparator() + "  " + path).collect(Collectors.joining()));
    }
}
