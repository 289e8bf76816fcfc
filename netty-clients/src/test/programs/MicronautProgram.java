/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import echo.EchoController;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.BlockingHttpClient;
import io.micronaut.http.client.HttpClient;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Arrays;
import java.util.Map;

/** An echo on Micronaut, and its client. */
final class MicronautProgram {
    private static final int MESSAGES = 400;

    private MicronautProgram() {
    }

    public static void main(String[] args) throws Exception {
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, Map.of("micronaut.server.port", -1));
        try (HttpClient client = server.getApplicationContext().createBean(HttpClient.class, server.getURL())) {
            BlockingHttpClient blocking = client.toBlocking();
            int echoed = 0;
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                HttpResponse<byte[]> answer = blocking.exchange(
                        HttpRequest.POST("/echo", body).contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE), byte[].class);
                echoed += Arrays.equals(body, answer.body()) ? 1 : 0;
                System.out.println("server: " + answer.header(EchoController.ALLOCATOR));
            }
            Facts.print(echoed);
        }
        server.stop();
    }
}
