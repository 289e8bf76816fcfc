/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/1.1 and WebSocket, plain and over TLS, on each transport. */
class HttpIT extends OnPerch {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MESSAGES = 30;

    private static Stream<Arguments> transportsAndTls() {
        return ClientTransport.available().stream().flatMap(transport -> Tls.available().stream()
                .map(tls -> Arguments.of(transport, tls)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndTls")
    void requestsAreAnswered(ClientTransport transport, Tls tls) throws Exception {
        SslContext serverTls = tls == Tls.NONE ? null : tls.server();
        SslContext clientTls = tls == Tls.NONE ? null : tls.client();
        Answers answers = new Answers();
        Channel server = bind(transport, channel -> {
            encrypt(channel, serverTls);
            channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_BYTES), new EchoRequests());
        });
        Channel client = connect(transport, server, channel -> {
            encrypt(channel, clientTls);
            channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(MOST_BYTES), answers);
        });
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", copyOf(body));
            HttpUtil.setContentLength(request, body.length);
            client.writeAndFlush(request).sync();
            assertEchoed(body, answers.next());
        }
        assertThat(allocator.metric().usedDirectMemory()).isGreaterThan(MOST_BYTES / 8);
        client.close().sync();
        server.close().sync();
    }

    private static void encrypt(Channel channel, SslContext tls) {
        if (tls != null) {
            channel.pipeline().addLast(channel.parent() == null ? tls.newHandler(channel.alloc(), Tls.HOST, 0)
                    : tls.newHandler(channel.alloc()));
        }
    }

    private static Stream<ClientTransport> transports() {
        return ClientTransport.available().stream();
    }

    /** With compression, whose handlers allocate and cut buffers on their own. */
    @ParameterizedTest
    @MethodSource("transports")
    void webSocketFramesComeBack(ClientTransport transport) throws Exception {
        Answers answers = new Answers();
        CompletableFuture<Void> open = new CompletableFuture<>();
        Channel server = bind(transport, channel -> channel.pipeline().addLast(new HttpServerCodec(),
                new HttpObjectAggregator(MOST_BYTES), new WebSocketServerCompressionHandler(MOST_BYTES),
                new WebSocketServerProtocolHandler("/echo", null, true, MOST_BYTES), new EchoFrames()));
        Channel client = connect(transport, server, channel -> channel.pipeline().addLast(new HttpClientCodec(),
                new HttpObjectAggregator(MOST_BYTES), new WebSocketClientCompressionHandler(MOST_BYTES),
                new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                        URI.create("ws://localhost/echo"), WebSocketVersion.V13, null, true, new DefaultHttpHeaders(), MOST_BYTES)),
                new WebSocketFrameAggregator(MOST_BYTES), new Opening(open), answers));
        open.get(20, TimeUnit.SECONDS);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            client.writeAndFlush(new BinaryWebSocketFrame(copyOf(body))).sync();
            assertEchoed(body, answers.next());
        }
        client.close().sync();
        server.close().sync();
    }

    private static final class EchoFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.writeAndFlush(frame.retain());
        }
    }

    private static final class Opening extends io.netty.channel.ChannelInboundHandlerAdapter {
        private final CompletableFuture<Void> open;

        Opening(CompletableFuture<Void> open) {
            this.open = open;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.complete(null);
            }
        }
    }
}
