/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.options.Mode;
import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the course: {@code quick} in one JVM configuration in less than five minutes, {@code full} in all that jcstress knows, with
 * each actor interpreted and compiled by each compiler in turn.
 *
 * <p>Exits with 1 on any forbidden outcome, and leaves an HTML report in {@code target/jcstress-report}.
 */
public final class Course {
    /** Only 22 and later know the second flag; without it, 24 and later print a warning in each JVM. */
    private static final List<String> JVM_ARGUMENTS = List.of("-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED");
    /** Few states in flight: some hold an allocator, and all meet more often. */
    private static final List<String> COMMON = List.of("-strideSize", "16", "-strideCount", "16", "-f", "1", "-fsm", "1");

    private Course() {
    }

    /** Runs the tests named by the first argument, in the mode named by the second where a test does not set its own. */
    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        String length = arguments.length == 0 ? "quick" : arguments[0];
        String mode = arguments.length < 2 ? "auto" : arguments[1];
        if (arguments.length > 2 || !List.of("quick", "full").contains(length)
                || Arrays.stream(Mode.values()).noneMatch(each -> each.toString().equals(mode))) {
            System.err.println("usage: jcstress [quick|full [MODE]], and MODE is one of " + Arrays.toString(Mode.values()));
            System.exit(2);
        }
        Path target = Path.of(Course.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        System.exit(run(target.resolve("jcstress-report"), options(length, mode), tests(), Redirect.INHERIT));
    }

    private static List<String> options(String length, String mode) {
        String jvmArguments = String.join(" ", JVM_ARGUMENTS) + " -Dperch.mode=" + mode;
        List<String> options = new ArrayList<>(COMMON);
        options.addAll(length.equals("quick")
                ? List.of("-iters", "2", "-time", "700", "-sc", "false", "-jvmArgs", jvmArguments)
                : List.of("-m", "quick", "-jvmArgsPrepend", jvmArguments));
        return options;
    }

    /** Which tests this machine can run. */
    private static String tests() {
        NativePlatform platform = NativePlatform.get();
        if (platform.supports(IndexMode.CPU)) {
            return "io.perch.jcstress.T\\d\\d";
        }
        System.out.println("Without T01 to T29, which need restartable sequences: " + platform.reason(IndexMode.CPU));
        return "io.perch.jcstress.T[3-9]\\d";
    }

    /**
     * Runs tests in a JVM of their own, with {@code report} as its working directory, because jcstress leaves its raw results
     * there.
     *
     * @param tests  regular expression
     * @param output where its output goes
     * @return 0 if no outcome was forbidden
     */
    static int run(Path report, List<String> options, String tests, Redirect output)
            throws IOException, InterruptedException {
        Files.createDirectories(report);
        Path index = report.resolve("index.html");
        Files.deleteIfExists(index);
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_ARGUMENTS);
        command.addAll(List.of("-cp", classPath, "org.openjdk.jcstress.Main", "-r", ".", "-t", tests));
        command.addAll(options);
        int exit = new ProcessBuilder(command).directory(report.toFile()).redirectErrorStream(true).redirectOutput(output)
                .start().waitFor();
        // jcstress exits with 0, and without a report, when it finds nothing to run.
        return exit == 0 && Files.notExists(index) ? 1 : exit;
    }
}
