/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 over TLS: several streams of one connection at a time, on each transport, by each provider of TLS. */
class Http2IT extends OnPerch {
    private static final int MOST_BYTES = 1 << 20;
    private static final int STREAMS = 8;
    private static final int ROUNDS = 4;

    private static Stream<Arguments> transportsAndTls() {
        return ClientTransport.available().stream().flatMap(transport -> Tls.available().stream()
                .filter(tls -> tls != Tls.NONE).map(tls -> Arguments.of(transport, tls)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndTls")
    void streamsAreAnswered(ClientTransport transport, Tls tls) throws Exception {
        SslContext serverTls = tls.server(ApplicationProtocolNames.HTTP_2);
        SslContext clientTls = tls.client(ApplicationProtocolNames.HTTP_2);
        Channel server = bind(transport, channel -> channel.pipeline().addLast(serverTls.newHandler(channel.alloc()),
                Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(initializer(stream ->
                        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true),
                                new HttpObjectAggregator(MOST_BYTES), new EchoRequests())))));
        SslHandler[] handler = new SslHandler[1];
        Channel client = connect(transport, server, channel -> {
            handler[0] = clientTls.newHandler(channel.alloc(), Tls.HOST, 0);
            channel.pipeline().addLast(handler[0], Http2FrameCodecBuilder.forClient().build(),
                    new Http2MultiplexHandler(initializer(stream -> { })));
        });
        handler[0].handshakeFuture().sync();
        for (int round = 0; round < ROUNDS; round++) {
            exchange(client);
        }
        client.close().sync();
        server.close().sync();
    }

    private void exchange(Channel connection) throws InterruptedException {
        List<byte[]> bodies = new ArrayList<>();
        List<Answers> answers = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            Answers answer = new Answers();
            Channel stream = new Http2StreamChannelBootstrap(connection).handler(initializer(channel -> channel.pipeline()
                    .addLast(new Http2StreamFrameToHttpObjectCodec(false), new HttpObjectAggregator(MOST_BYTES), answer)))
                    .open().syncUninterruptibly().getNow();
            byte[] body = body();
            stream.writeAndFlush(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", copyOf(body)));
            bodies.add(body);
            answers.add(answer);
        }
        for (int i = 0; i < STREAMS; i++) {
            assertEchoed(bodies.get(i), answers.get(i).next());
        }
    }
}
