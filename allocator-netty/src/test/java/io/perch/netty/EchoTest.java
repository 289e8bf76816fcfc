/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.perch.PerchAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real server and a real client over loopback TCP: what was sent comes back, and no block stays in use. */
class EchoTest {
    private static final int BYTES = 8 << 20;

    @Test
    @SuppressWarnings("deprecation")
    void nio() throws Exception {
        echo(new NioEventLoopGroup(2), NioServerSocketChannel.class, NioSocketChannel.class, true);
    }

    @Test
    @SuppressWarnings("deprecation")
    void nioWithHeapBuffers() throws Exception {
        echo(new NioEventLoopGroup(2), NioServerSocketChannel.class, NioSocketChannel.class, false);
    }

    @Test
    @SuppressWarnings("deprecation")
    void epoll() throws Exception {
        assumeTrue(Epoll.isAvailable(), () -> "no epoll transport: " + Epoll.unavailabilityCause());
        echo(new EpollEventLoopGroup(2), EpollServerSocketChannel.class, EpollSocketChannel.class, true);
    }

    private static void echo(EventLoopGroup loops, Class<? extends ServerChannel> server, Class<? extends Channel> client,
            boolean direct) throws Exception {
        long seed = System.nanoTime();
        byte[] sent = new byte[BYTES];
        new Random(seed).nextBytes(sent);
        try (PerchAllocator blocks = PerchAllocator.create()) {
            PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().preferDirect(direct).allocator(blocks).build();
            try {
                Channel listening = new ServerBootstrap().group(loops).channel(server)
                        .childOption(ChannelOption.ALLOCATOR, allocator)
                        .childHandler(new Echo())
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
                Receiver receiver = new Receiver(sent);
                Channel channel = new Bootstrap().group(loops).channel(client)
                        .option(ChannelOption.ALLOCATOR, allocator)
                        .handler(receiver)
                        .connect(listening.localAddress()).sync().channel();
                send(channel, sent, new Random(seed));
                assertThat(receiver.done.get(60, TimeUnit.SECONDS)).as("first wrong byte, seed %d", seed).isEqualTo(-1);
                channel.close().sync();
                listening.close().sync();
            } finally {
                loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
            }
            assertThat(blocks.stats().inUse()).isZero();
        }
    }

    /** Sends in pieces of all sizes: plain buffers, composite ones and slices. */
    private static void send(Channel channel, byte[] bytes, Random random) throws InterruptedException {
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(18)));
            ByteBuf piece = channel.alloc().buffer(1 + random.nextInt(length)).writeBytes(bytes, at, length);
            switch (random.nextInt(3)) {
                case 0 -> {
                    CompositeByteBuf composite = channel.alloc().compositeBuffer();
                    int half = length / 2;
                    composite.addComponent(true, piece.retainedSlice(0, half));
                    composite.addComponent(true, piece.retainedSlice(half, length - half));
                    piece.release();
                    piece = composite;
                }
                case 1 -> {
                    ByteBuf slice = piece.retainedSlice();
                    piece.release();
                    piece = slice;
                }
                default -> {
                }
            }
            at += length;
            channel.writeAndFlush(piece).sync();
        }
    }

    /** Sends everything back. */
    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    /** Compares what comes back. */
    private static final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
        private final byte[] expected;
        private final CompletableFuture<Integer> done = new CompletableFuture<>();
        private int at;

        Receiver(byte[] expected) {
            this.expected = expected;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            while (message.isReadable()) {
                if (message.readByte() != expected[at]) {
                    done.complete(at);
                }
                at++;
            }
            if (at == expected.length) {
                done.complete(-1);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            done.completeExceptionally(cause);
        }
    }
}
