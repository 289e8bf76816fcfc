/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.example.EchoExample;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The three ways to Perch on the example, and what is said when one of them is missed. */
class AdoptionIT {
    private static final String PERCH = "PerchByteBufAllocator(preferDirect: true)";
    private static final String AGENT = "-javaagent:" + System.getProperty("perch.agent");

    @Test
    void withoutAnyOfThem() throws Exception {
        assertThat(echo(List.of())).doesNotContain("Perch");
    }

    @Test
    void byTheChannelOption() throws Exception {
        assertThat(echo(List.of(), "option")).contains("client: " + PERCH, "server: " + PERCH).doesNotContain("default: " + PERCH);
    }

    @Test
    void byTheExtension() throws Exception {
        assertThat(echo(List.of("-Dio.netty.bootstrap.extensions=serviceload")))
                .contains("serves channels of Netty's bootstraps, unless", "client: " + PERCH, "server: " + PERCH)
                .doesNotContain("default: " + PERCH);
    }

    @Test
    void byTheAgent() throws Exception {
        assertThat(echo(List.of(AGENT))).contains("serves what uses ByteBufAllocator.DEFAULT, in place of", "client: " + PERCH,
                "server: " + PERCH, "default: " + PERCH).doesNotContain("perch agent:");
    }

    @Test
    void theAgentHasNoOptions() throws Exception {
        assertThat(echo(List.of(AGENT + "=fast"))).contains("perch agent: 'fast' is ignored", "default: " + PERCH);
    }

    @Test
    void theAgentBringsPerch() throws Exception {
        assertThat(run(entry -> !entry.matches(".*/(perch-(netty|core|native)|jna-[^/]*)\\.jar"), List.of(AGENT)))
                .contains("serves what uses ByteBufAllocator.DEFAULT", "client: " + PERCH, "server: " + PERCH, "default: " + PERCH)
                .doesNotContain("perch agent:");
    }

    @Test
    void aMisspeltOptionOfPerchLeavesNettysAllocator() throws Exception {
        assertThat(echo(List.of(AGENT, "-Dperch.mode=vpcu"))).contains("Perch does not start", "vpcu", "echoed")
                .doesNotContain("default: " + PERCH);
    }

    @Test
    void aMisspeltPropertyOfNetty() throws Exception {
        assertThat(echo(List.of("-Dio.netty.bootstrap.extensions=servicelaod"), "option"))
                .contains("-Dio.netty.bootstrap.extensions=servicelaod means none to Netty");
        assertThat(echo(List.of("-Dio.netty.allocator.type=perch"), "option"))
                .contains("-Dio.netty.allocator.type=perch is not known to Netty");
    }

    private static String echo(List<String> options, String... arguments) throws IOException, InterruptedException {
        return run(entry -> true, options, arguments);
    }

    private static String run(Predicate<String> onClassPath, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(onClassPath).collect(Collectors.joining(File.pathSeparator)), EchoExample.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
