/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An echo over HTTP and one over plain sockets, with what Vert.x 4.5 and 5 have in common. */
final class VertxProgram {
    private static final int MESSAGES = 200;

    private VertxProgram() {
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = await(vertx.createHttpServer().requestHandler(request ->
                request.bodyHandler(body -> request.response().end(body))).listen(0, "localhost"));
        HttpClient client = vertx.createHttpClient();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            CompletableFuture<Buffer> answer = new CompletableFuture<>();
            vertx.runOnContext(start -> client.request(HttpMethod.POST, server.actualPort(), "localhost", "/")
                    .compose(request -> request.send(Buffer.buffer(body))).compose(HttpClientResponse::body)
                    .onSuccess(answer::complete).onFailure(answer::completeExceptionally));
            echoed += Arrays.equals(body, answer.get(20, TimeUnit.SECONDS).getBytes()) ? 1 : 0;
        }
        NetServer echo = await(vertx.createNetServer().connectHandler(socket -> socket.handler(socket::write))
                .listen(0, "localhost"));
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            CompletableFuture<Buffer> answer = new CompletableFuture<>();
            Buffer received = Buffer.buffer();
            vertx.runOnContext(start -> vertx.createNetClient().connect(echo.actualPort(), "localhost").onSuccess(socket -> {
                collect(socket, received, body.length, answer);
                socket.write(Buffer.buffer(body));
            }));
            echoed += Arrays.equals(body, answer.get(20, TimeUnit.SECONDS).getBytes()) ? 1 : 0;
        }
        await(client.close());
        await(server.close());
        await(echo.close());
        Facts.print(echoed);
        await(vertx.close());
    }

    private static void collect(NetSocket socket, Buffer received, int expected, CompletableFuture<Buffer> answer) {
        socket.handler(part -> {
            received.appendBuffer(part);
            if (received.length() == expected) {
                socket.close();
                answer.complete(received);
            }
        });
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
