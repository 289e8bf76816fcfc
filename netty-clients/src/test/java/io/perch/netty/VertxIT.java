/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.perch.stats.PerchStats;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Vert.x: an HTTP server and its client. It takes {@code ByteBufAllocator.DEFAULT}, which is Perch's here because these tests run
 * with the agent.
 */
class VertxIT extends OnPerch {
    private static final int MESSAGES = 30;

    @Test
    void requestsAreAnswered() throws Exception {
        assertThat(ByteBufAllocator.DEFAULT).isSameAs(PerchByteBufAllocator.DEFAULT);
        PerchStats before = PerchByteBufAllocator.DEFAULT.allocator().stats();
        Vertx vertx = Vertx.vertx();
        HttpServer server = await(vertx.createHttpServer().requestHandler(request ->
                request.bodyHandler(body -> request.response().end(body))).listen(0, "localhost"));
        HttpClient client = vertx.createHttpClient();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            CompletableFuture<Buffer> answer = new CompletableFuture<>();
            // A response read by another thread than its own would lose what comes before the thread asks for it.
            vertx.runOnContext(start -> client.request(HttpMethod.POST, server.actualPort(), "localhost", "/")
                    .compose(request -> request.send(Buffer.buffer(body))).compose(HttpClientResponse::body)
                    .onSuccess(answer::complete).onFailure(answer::completeExceptionally));
            assertEchoed(body, answer.get(20, TimeUnit.SECONDS).getBytes());
        }
        await(client.close());
        await(server.close());
        await(vertx.close());
        PerchStats after = PerchByteBufAllocator.DEFAULT.allocator().stats();
        assertThat(after.underflows()).as("its buffers came from Perch").isGreaterThan(before.underflows());
        assertThat(after.inUse()).isLessThanOrEqualTo(before.inUse());
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
