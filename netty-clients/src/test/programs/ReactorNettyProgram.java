/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.channel.ChannelOption;
import java.util.Arrays;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** An echo on Reactor Netty, and its client. */
final class ReactorNettyProgram {
    private static final int MESSAGES = 200;

    private ReactorNettyProgram() {
    }

    public static void main(String[] args) throws Exception {
        HttpServer servers = HttpServer.create().host("localhost").port(0)
                .handle((request, response) -> response.send(request.receive().retain()));
        HttpClient clients = HttpClient.create();
        if (Facts.OPTION) {
            servers = servers.childOption(ChannelOption.ALLOCATOR, Facts.allocator());
            clients = clients.option(ChannelOption.ALLOCATOR, Facts.allocator());
        }
        DisposableServer server = servers.bindNow();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            byte[] answer = clients.post().uri("http://localhost:" + server.port()).send(ByteBufFlux.fromInbound(Mono.just(body)))
                    .responseSingle((response, content) -> content.asByteArray()).block();
            echoed += Arrays.equals(body, answer) ? 1 : 0;
        }
        Facts.print(echoed);
        server.disposeNow();
    }
}
