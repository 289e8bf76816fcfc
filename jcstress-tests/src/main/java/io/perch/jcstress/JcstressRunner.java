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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.runners.TestList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./perch jcstress}: runs all tests or chosen ones, in one JVM configuration or in all that jcstress knows. */
@Command(name = "perch jcstress", mixinStandardHelpOptions = true, description = {
    "Runs concurrency tests: all of them, or those that are named by class or package.",
    "'quick' runs them in one JVM configuration, all in three minutes; 'full' with each actor interpreted and compiled by each "
        + "compiler in turn.",
    "Exits with 1 on any forbidden outcome, and leaves an HTML report in jcstress-tests/target/jcstress-report."})
public final class JcstressRunner implements Callable<Integer> {
    /** Only 22 and later know the second flag; without it, 24 and later print a warning in each JVM. */
    private static final List<String> JVM_ARGUMENTS = List.of("-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED");
    /** Few states in flight: some hold an allocator, and all meet more often. */
    private static final List<String> COMMON = List.of("-strideSize", "16", "-strideCount", "16", "-f", "1", "-fsm", "1");

    @Parameters(paramLabel = "quick|full|TEST|PACKAGE|MODE", description = {
        "In any order: how thoroughly (default: quick), the simple names of test classes, or of packages such as 'slab' or 'pool' "
            + "(default: all), and the mode of those tests that do not set their own (default: auto)."})
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec;

    private boolean full;
    private Mode mode = Mode.AUTO;
    private final Set<String> chosen = new TreeSet<>();

    private JcstressRunner() {
    }

    /** Entry point; exits with the result. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JcstressRunner()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, URISyntaxException {
        TestNames names = new TestNames(TestList.tests());
        for (String word : words) {
            understand(word, names);
        }
        List<String> tests = runnable(chosen.isEmpty() ? names.all() : List.copyOf(chosen));
        return run(Main.target().resolve("jcstress-report"), options(), TestNames.pattern(tests), Redirect.INHERIT);
    }

    private void understand(String word, TestNames names) {
        if (word.equals("quick") || word.equals("full")) {
            full = word.equals("full");
            return;
        }
        for (Mode each : Mode.values()) {
            if (each.toString().equals(word)) {
                mode = each;
                return;
            }
        }
        List<String> found = names.find(word);
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no test, package or mode '" + word + "'. Modes: "
                    + Arrays.toString(Mode.values()) + ". Packages and tests:" + names.listing());
        }
        chosen.addAll(found);
    }

    /** Those of the tests that this machine can run. */
    private static List<String> runnable(List<String> tests) {
        NativePlatform platform = NativePlatform.get();
        if (platform.supports(IndexMode.CPU)) {
            return tests;
        }
        List<String> rest = tests.stream().filter(test -> !TestNames.needsRestartableSequences(test)).toList();
        System.out.println("Without " + (tests.size() - rest.size()) + " tests that need restartable sequences: "
                + platform.reason(IndexMode.CPU));
        return rest;
    }

    private List<String> options() {
        String jvmArguments = String.join(" ", JVM_ARGUMENTS) + " -Dperch.mode=" + mode;
        List<String> options = new ArrayList<>(COMMON);
        options.addAll(full
                ? List.of("-m", "quick", "-jvmArgsPrepend", jvmArguments)
                : List.of("-iters", "2", "-time", "700", "-sc", "false", "-jvmArgs", jvmArguments));
        return options;
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
