/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A packaged Quarkus server (Vert.x 4.5) that knows nothing of Perch, with the agent alone: its own jar is on no class path. */
class QuarkusIT {
    private static final Path SERVER = Path.of(System.getProperty("basedir"),
            "libraries/quarkus-3.33.2/target/quarkus-app/quarkus-run.jar");
    private static final String LISTENING = "Listening on: ";
    private static final int MESSAGES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void byTheAgent() throws Exception {
        // A small heap, so that lost buffers are collected, and reported, while requests go on.
        Process server = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", Program.AGENT,
                "-Dio.netty.leakDetection.level=paranoid", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0", "-jar",
                SERVER.toString())).redirectErrorStream(true).start();
        try (BufferedReader output = server.inputReader()) {
            StringBuilder begun = new StringBuilder();
            URI address = address(output, begun);
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            echo(client, address);
            HttpRequest pool = HttpRequest.newBuilder(address.resolve("/pool")).timeout(PATIENCE).build();
            assertThat(client.send(pool, BodyHandlers.ofString()).body()).as("bytes of Netty's default pool").isEqualTo("0");
            // Unlike the process's own method, this leaves the output to be read.
            server.toHandle().destroy();
            assertThat(begun + output.lines().collect(Collectors.joining("\n"))).contains("serves Vert.x, in place of")
                    .doesNotContain("LEAK", "perch agent:");
        } finally {
            server.destroyForcibly();
        }
    }

    private static URI address(BufferedReader output, StringBuilder begun) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            begun.append(line).append('\n');
            if (line.contains(LISTENING)) {
                return URI.create(line.substring(line.indexOf(LISTENING) + LISTENING.length()).strip());
            }
        }
        throw new AssertionError("the server ended: " + begun);
    }

    private static void echo(HttpClient client, URI address) throws IOException, InterruptedException {
        Random random = new Random(17);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = new byte[1 + random.nextInt(60_000)];
            random.nextBytes(body);
            HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body)).build();
            assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
        }
    }
}
