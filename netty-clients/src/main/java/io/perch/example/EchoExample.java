/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.example;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.perch.netty.PerchByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An echo server and its client in one program, which prints the allocators that they ended up with. The argument {@code option}
 * sets {@link ChannelOption#ALLOCATOR}; without it nothing here knows of Perch, and the command line may choose it: by
 * {@code -Dio.netty.bootstrap.extensions=serviceload} or by {@code -javaagent:perch-netty-agent.jar}.
 */
public final class EchoExample {
    private static final int BYTES = 1 << 20;

    private EchoExample() {
    }

    /** Echoes a mebibyte, and prints what happened. */
    @SuppressWarnings("deprecation")
    public static void main(String[] args) throws Exception {
        EventLoopGroup loops = new NioEventLoopGroup(2);
        try {
            CompletableFuture<ByteBufAllocator> accepted = new CompletableFuture<>();
            ServerBootstrap server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new Echo(accepted));
                        }
                    });
            CompletableFuture<Integer> received = new CompletableFuture<>();
            Bootstrap client = new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(new Counter(received));
            if (args.length > 0 && args[0].equals("option")) {
                // tag::option[]
                server.option(ChannelOption.ALLOCATOR, PerchByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.ALLOCATOR, PerchByteBufAllocator.DEFAULT);
                client.option(ChannelOption.ALLOCATOR, PerchByteBufAllocator.DEFAULT);
                // end::option[]
            }
            Channel listening = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
            Channel channel = client.connect(listening.localAddress()).sync().channel();
            channel.writeAndFlush(channel.alloc().buffer(BYTES).writeZero(BYTES));
            System.out.println("echoed: " + received.get(30, TimeUnit.SECONDS) + " bytes");
            System.out.println("client: " + channel.alloc());
            System.out.println("server: " + accepted.get());
            System.out.println("default: " + ByteBufAllocator.DEFAULT);
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<ByteBufAllocator> accepted;

        Echo(CompletableFuture<ByteBufAllocator> accepted) {
            this.accepted = accepted;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            accepted.complete(context.alloc());
            context.writeAndFlush(message);
        }
    }

    private static final class Counter extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<Integer> received;
        private int bytes;

        Counter(CompletableFuture<Integer> received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            bytes += message.readableBytes();
            if (bytes == BYTES) {
                received.complete(bytes);
            }
        }
    }
}
