/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The launcher's commands that neither build nor start a JVM. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "perch").toAbsolutePath().normalize();

    private record Ended(int status, String output) {
    }

    private static Ended run(Path program, Path directory, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void helpNamesTheCommandsFromAnywhereAndThroughALink(@TempDir Path directory) throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), LAUNCHER);
        Ended help = run(link, directory, Map.of(), "help");
        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("demo", "doctor", "bench", "classpath");
    }

    @Test
    void mistakesExitWithTwo(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(run(LAUNCHER, directory, Map.of(), "dance")).extracting(Ended::status).isEqualTo(2);
        assertThat(run(LAUNCHER, directory, Map.of(), "--jdk", "new", "demo")).extracting(Ended::status).isEqualTo(2);
        assertThat(run(LAUNCHER, directory, Map.of(), "--jdk", "11", "demo")).extracting(Ended::status).isEqualTo(2);
        assertThat(run(LAUNCHER, directory, Map.of(), "classpath", "no-such-module")).extracting(Ended::status).isEqualTo(2);
    }

    @Test
    void theLabListsItsScenariosAndKnowsNoOthers(@TempDir Path directory) throws IOException, InterruptedException {
        Ended help = run(LAUNCHER, directory, Map.of(), "lab", "help");
        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("quick", "nodes", "uneven", "kernels", "aarch64", "cpus", "all");
        assertThat(run(LAUNCHER, directory, Map.of(), "lab", "moon")).extracting(Ended::status).isEqualTo(2);
        assertThat(run(LAUNCHER, directory, Map.of(), "lab", "--json")).extracting(Ended::status).isEqualTo(2);
    }

    @Test
    void aJdkThatIsNotThereIsNamed(@TempDir Path directory) throws IOException, InterruptedException {
        Ended demo = run(LAUNCHER, directory, Map.of("PERCH_JAVA_HOME", directory.toString()), "demo");
        assertThat(demo.status()).isEqualTo(1);
        assertThat(demo.output()).contains("there is no JDK in " + directory);
        assertThat(run(LAUNCHER, directory, Map.of(), "--jdk", "999", "demo").output()).contains("there is no JDK 999");
    }

    @Test
    void missingBuildToolsAreNamedWithTheirPackages(@TempDir Path directory) throws IOException, InterruptedException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.copy(LAUNCHER, root.resolve("perch"));
        Files.createDirectory(root.resolve("build"));
        Files.copy(LAUNCHER.resolveSibling("build/jdks.sh"), root.resolve("build/jdks.sh"));
        Files.createDirectory(root.resolve("allocator-netty"));
        Files.createFile(root.resolve("allocator-netty").resolve("pom.xml"));
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("env", "bash", "dirname", "readlink", "find", "cat")) {
            Path usual = Path.of("/usr/bin", tool);
            Path at = Files.exists(usual) ? usual : Path.of("/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), at);
        }
        Ended build = run(root.resolve("perch"), directory, Map.of("PATH", tools.toString()), "classpath");
        assertThat(build.status()).isEqualTo(1);
        assertThat(build.output()).contains("mvn: apt-get install maven", "gcc: apt-get install gcc", "make: apt-get install make");
    }
}
