/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty: an HTTP server and its client. */
class ReactorNettyIT extends OnPerch {
    private static final int MESSAGES = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Stream<ClientTransport> transports() {
        // Others than these it would have to be told by a library of its own.
        return ClientTransport.available().stream().filter(transport -> transport != ClientTransport.IO_URING);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void requestsAreAnswered(ClientTransport transport) {
        // tag::reactor[]
        DisposableServer server = HttpServer.create().host("localhost").port(0)
                .option(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                // end::reactor[]
                .runOn(useNative -> loops(transport), transport != ClientTransport.NIO)
                .route(routes -> routes.post("/", (request, response) ->
                        response.send(request.receive().aggregate().retain())))
                .bindNow();
        ConnectionProvider connections = ConnectionProvider.create("perch", 1);
        HttpClient client = HttpClient.create(connections)
                .remoteAddress(() -> new InetSocketAddress("localhost", server.port()))
                .option(ChannelOption.ALLOCATOR, allocator)
                .runOn(useNative -> loops(transport), transport != ClientTransport.NIO);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            byte[] answer = client.post().uri("/").send(ByteBufFlux.fromInbound(Mono.just(body), allocator))
                    .responseSingle((response, content) -> content.asByteArray()).defaultIfEmpty(new byte[0]).block(PATIENCE);
            assertEchoed(body, answer);
        }
        connections.disposeLater().block(PATIENCE);
        server.disposeNow();
    }
}
