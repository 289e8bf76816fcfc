/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.Mode;
import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the storm passes the sound library and finds each planted bug. A child JVM each, because a broken library may end it. */
class StormTest {
    private static final int TIMEOUT_SECONDS = 120;
    /** For bugs that end the storm when it finds them, within a second on an idle machine. */
    private static final int PATIENCE_SECONDS = 40;

    @TempDir
    private Path directory;

    private int exit;
    private String output;
    private String json;

    /** A mode, and whose area it uses. */
    private enum Front {
        VCPU(Mode.VCPU, Map.of(), List.of()),
        CPU(Mode.CPU, Map.of(), List.of()),
        NOTIFY(Mode.NOTIFY, Map.of(), List.of()),
        NOTIFY_TAKEOVER(Mode.NOTIFY, Map.of(), List.of("-Dperch.rseq.own=takeover")),
        NOTIFY_WITHOUT_LIBC(Mode.NOTIFY, Map.of("GLIBC_TUNABLES", "glibc.pthread.rseq=0"), List.of());

        private final Mode mode;
        private final Map<String, String> environment;
        private final List<String> options;

        Front(Mode mode, Map<String, String> environment, List<String> options) {
            this.mode = mode;
            this.environment = environment;
            this.options = options;
        }
    }

    @ParameterizedTest
    @EnumSource
    void soundLibraryLosesNothingAlthoughItsSectionsAreAborted(Front front) throws Exception {
        assumeSupported(IndexMode.valueOf(front.mode.name()));
        storm("libperch-storm.so", front, 2);
        assertThat(exit).as(output).isZero();
        assertThat(figure("operations")).isPositive();
        assertThat(figure("aborts")).isPositive();
        assertThat(figure("lost")).isZero();
        assertThat(figure("doubled")).isZero();
    }

    @Test
    void stripedLosesNothing() throws Exception {
        assumeSupported(IndexMode.CPU);
        storm("libperch-storm.so", Mode.STRIPED, Map.of(), List.of(), 1);
        assertThat(exit).as(output).isZero();
        assertThat(figure("operations")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void lostAbortIsCaught(Front front) throws Exception {
        assumeSupported(IndexMode.valueOf(front.mode.name()));
        storm("libperch-storm-lost-abort.so", front, 2);
        assertThat(exit).as(output).isEqualTo(1);
        assertThat(figure("lost")).as(output).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void storeOutsideTheSectionIsCaught(Front front) throws Exception {
        assumeSupported(IndexMode.valueOf(front.mode.name()));
        storm("libperch-storm-store-outside.so", front, PATIENCE_SECONDS);
        assertThat(exit).as(output).isEqualTo(1);
        assertThat(figure("lost") + figure("doubled")).as(output).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTIFY_WITHOUT_LIBC")
    void missingFenceIsCaught(Front front) throws Exception {
        assumeSupported(IndexMode.valueOf(front.mode.name()));
        // Where only one thread runs at a time, each section that a drain meets has been preempted, and so aborted.
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one CPU");
        storm("libperch-storm-no-fence.so", front, PATIENCE_SECONDS);
        assertThat(exit).as(output).isEqualTo(1);
        assertThat(figure("lost") + figure("doubled")).as(output).isPositive();
    }

    @Test
    void ordinaryLibraryIsRefused() throws Exception {
        storm("no-such-library.so", Front.CPU, 1);
        assertThat(exit).isEqualTo(2);
        assertThat(output).contains(Injection.LIBRARY);
    }

    private static void assumeSupported(IndexMode mode) {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.supports(mode), () -> platform.reason(mode));
    }

    private void storm(String library, Front front, int seconds) throws IOException, InterruptedException {
        storm(library, front.mode, front.environment, front.options, seconds);
    }

    private void storm(String library, Mode mode, Map<String, String> environment, List<String> options, int seconds)
            throws IOException, InterruptedException {
        Path target = Path.of("target", "storm", library).toAbsolutePath();
        Path log = directory.resolve("output.txt");
        Path figures = directory.resolve("figures.json");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + directory.resolve("crash.txt"), "-D" + Injection.LIBRARY + "=" + target));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Storm.class.getName(), "--mode", mode.toString(),
                "--seconds", Integer.toString(seconds), "--json", figures.toString()));
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
        json = Files.exists(figures) ? Files.readString(figures) : "";
    }

    /** The first of that name is the sum over all modes. */
    private long figure(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(json);
        assertThat(matcher.find()).as(name + " in " + json + output).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
