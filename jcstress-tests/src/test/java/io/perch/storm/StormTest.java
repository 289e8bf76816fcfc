/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The storm passes with the sound library and finds each planted bug. Each run is a child JVM, which may crash. */
class StormTest {
    private static final int TIMEOUT_SECONDS = 120;
    /** For bugs that end the storm once found, which takes less than a second on an idle machine. */
    private static final int PATIENCE_SECONDS = 40;

    @TempDir
    private Path directory;

    private int exit;
    private String output;
    private String json;

    /** A mode, and whose struct rseq it uses. */
    private enum Front {
        VCPU(IndexMode.VCPU, Map.of()),
        CPU(IndexMode.CPU, Map.of()),
        NOTIFY(IndexMode.NOTIFY, Map.of()),
        NOTIFY_TAKEOVER(IndexMode.NOTIFY, Map.of(), "-Dperch.rseq.own=takeover"),
        NOTIFY_WITHOUT_LIBC(IndexMode.NOTIFY, Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0"));

        private final IndexMode mode;
        private final Map<String, String> environment;
        private final List<String> options;

        Front(IndexMode mode, Map<String, String> environment, String... options) {
            this.mode = mode;
            this.environment = environment;
            this.options = List.of(options);
        }

        private String mode() {
            return mode.name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void soundLibraryLosesNothingAlthoughItsSectionsAreAborted(Front front) throws Exception {
        assumeSupported(front.mode);
        storm("libperch-storm.so", front, 1);
        assertThat(exit).as(output).isZero();
        assertThat(figure("operations")).isPositive();
        assertThat(figure("aborts")).isPositive();
        assertThat(figure("lost")).isZero();
        assertThat(figure("doubled")).isZero();
    }

    @Test
    void stripedLosesNothing() throws Exception {
        assumeSupported(IndexMode.CPU);
        storm("libperch-storm.so", "striped", 1);
        assertThat(exit).as(output).isZero();
        assertThat(figure("operations")).isPositive();
    }

    @Test
    void allocatorsOfAllModesInTurnLoseNothing() throws Exception {
        assumeSupported(IndexMode.CPU);
        storm("libperch-storm.so", "mixed", 2);
        assertThat(exit).as(output).isZero();
        assertThat(figure("operations")).isPositive();
        assertThat(figure("aborts")).isPositive();
    }

    /** After 256 aborts in a row, the operation is done another way. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void anOperationThatATimerAlwaysAbortsTakesTheLockedPath(Front front) throws Exception {
        assumeSupported(front.mode);
        run("libperch-storm.so", front.environment, front.options, LockedPath.class, front.mode());
        assertThat(exit).as(output).isZero();
        assertThat(output).contains("mode: " + front.mode()).contains("in use: 0, reserved: 0");
        int aborts = Integer.parseInt(output.replaceAll("(?s).*aborts an operation: (\\d+).*", "$1"));
        assertThat(aborts).isGreaterThanOrEqualTo(SlabLayout.MAX_ABORTS);
    }

    @Test
    void whatCannotBeAskedForIsRefused() throws Exception {
        assumeSupported(IndexMode.CPU);
        storm("libperch-storm.so", "every", 1);
        assertThat(exit).isEqualTo(2);
        assertThat(output).contains("--mode every: none of [", "striped] and mixed");
        storm("libperch-storm.so", "cpu", 0);
        assertThat(exit).isEqualTo(2);
        assertThat(output).contains("--seconds 0: at least 1");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void lostAbortIsCaught(Front front) throws Exception {
        assumeSupported(front.mode);
        storm("libperch-storm-lost-abort.so", front, 2);
        assertThat(exit).as(output).isEqualTo(1);
        assertThat(figure("lost")).as(output).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void storeOutsideTheSectionIsCaught(Front front) throws Exception {
        assumeSupported(front.mode);
        storm("libperch-storm-store-outside.so", front, PATIENCE_SECONDS);
        assertCaught();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void missingFenceIsCaught(Front front) throws Exception {
        assumeSupported(front.mode);
        // Where only one thread runs at a time, each section that a drain meets was preempted, and so is aborted anyway.
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one CPU");
        storm("libperch-storm-no-fence.so", front, PATIENCE_SECONDS);
        assertCaught();
    }

    /** Blocks are lost or doubled, or a tier stumbles over what is left of a list before they can be counted. */
    private void assertCaught() {
        assertThat(exit).as(output).isEqualTo(1);
        assertThat(output.contains("at io.perch.slab.") || figure("lost") + figure("doubled") > 0).as(output).isTrue();
    }

    @Test
    void ordinaryLibraryIsRefused() throws Exception {
        storm("no-such-library.so", "cpu", 1);
        assertThat(exit).isEqualTo(2);
        assertThat(output).contains(Injection.LIBRARY);
    }

    private static void assumeSupported(IndexMode mode) {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.supports(mode), () -> platform.reason(mode));
    }

    private void storm(String library, String run, int seconds) throws IOException, InterruptedException {
        storm(library, run, seconds, Map.of(), List.of());
    }

    private void storm(String library, Front front, int seconds) throws IOException, InterruptedException {
        storm(library, front.mode(), seconds, front.environment, front.options);
    }

    private void storm(String library, String run, int seconds, Map<String, String> environment, List<String> options)
            throws IOException, InterruptedException {
        Path figures = directory.resolve("figures.json");
        run(library, environment, options, Storm.class, "--mode", run, "--seconds", Integer.toString(seconds), "--json",
                figures.toString());
        json = Files.exists(figures) ? Files.readString(figures) : "";
    }

    private void run(String library, Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path target = Path.of("target", "storm", library).toAbsolutePath();
        Path log = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + directory.resolve("crash.txt"), "-D" + Injection.LIBRARY + "=" + target));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        Process storm = builder.start();
        try {
            assertThat(storm.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            storm.destroyForcibly();
        }
        exit = storm.exitValue();
        output = Files.readString(log);
    }

    /** The first figure of this name is the sum over all modes. */
    private long figure(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(json);
        assertThat(matcher.find()).as(name + " in " + json + output).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
