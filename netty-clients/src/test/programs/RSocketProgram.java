/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import reactor.core.publisher.Mono;

/** Requests and responses of RSocket over TCP. */
final class RSocketProgram {
    private static final int MESSAGES = 200;

    private RSocketProgram() {
    }

    public static void main(String[] args) throws Exception {
        CloseableChannel server = RSocketServer.create(SocketAcceptor.forRequestResponse(request ->
                Mono.just(DefaultPayload.create(bytes(request))))).bindNow(TcpServerTransport.create("localhost", 0));
        RSocket client = RSocketConnector.connectWith(TcpClientTransport.create(server.address())).block();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            echoed += Arrays.equals(body, bytes(client.requestResponse(DefaultPayload.create(body)).block())) ? 1 : 0;
        }
        client.dispose();
        server.dispose();
        Facts.print(echoed);
    }

    private static byte[] bytes(Payload payload) {
        ByteBuffer data = payload.getData();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        payload.release();
        return bytes;
    }
}
