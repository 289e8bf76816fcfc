/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.PerchOutOfMemoryError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server at its memory limit loses the connection that asks for more, goes on with the others, and has its memory back. */
class LimitIT {
    private static final long LIMIT = 16 << 20;
    private static final int CHUNK = 1 << 20;

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void theConnectionThatAsksForTooMuchIsClosed(ClientTransport transport) throws Exception {
        EventLoopGroup loops = transport.loops();
        try (PerchAllocator blocks = PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).build())) {
            PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Channel server = new ServerBootstrap().group(loops).channel(transport.server)
                    .childOption(ChannelOption.ALLOCATOR, allocator)
                    .childHandler(OnPerch.initializer(channel -> channel.pipeline().addLast(new Hoarder(failure))))
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
            InetSocketAddress address = (InetSocketAddress) server.localAddress();
            try (Socket modest = connect(address); Socket greedy = connect(address)) {
                assertEchoes(modest);
                assertClosed(greedy);
                assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(PerchOutOfMemoryError.class)
                        .hasMessageContaining(Long.toString(LIMIT));
                assertEchoes(modest);
            }
            try (Socket next = connect(address)) {
                assertEchoes(next);
            }
            loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
            assertThat(blocks.stats().inUse()).isZero();
            blocks.trim();
            assertThat(blocks.committed()).isLessThan(LIMIT / 8);
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** One byte of zero asks for an echo. */
    private static void assertEchoes(Socket socket) throws IOException {
        socket.getOutputStream().write(0);
        assertThat(socket.getInputStream().read()).isZero();
    }

    /** Each byte of one makes the server keep a mebibyte until the connection ends. */
    private static void assertClosed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(new byte[] {1});
            while (socket.getInputStream().read() == 1) {
                socket.getOutputStream().write(1);
            }
        } catch (SocketException closed) {
            assertThat(closed).isNotNull();
        }
    }

    private static final class Hoarder extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Throwable> failure;
        private final List<ByteBuf> hoard = new ArrayList<>();

        Hoarder(CompletableFuture<Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf request = (ByteBuf) message;
            try {
                if (request.getByte(request.readerIndex()) == 1) {
                    hoard.add(context.alloc().buffer(CHUNK));
                }
            } catch (OutOfMemoryError full) {
                request.release();
                throw full;
            }
            context.writeAndFlush(request);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failure.complete(cause);
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            hoard.forEach(ByteBuf::release);
            hoard.clear();
        }
    }
}
