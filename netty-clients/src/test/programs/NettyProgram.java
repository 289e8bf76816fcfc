/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An echo over Netty's bootstraps. */
final class NettyProgram {
    private static final int MESSAGES = 200;

    private NettyProgram() {
    }

    @SuppressWarnings("deprecation")
    public static void main(String[] args) throws Exception {
        EventLoopGroup loops = new NioEventLoopGroup(2);
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        ServerBootstrap server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Echo());
                    }
                });
        Bootstrap client = new Bootstrap().group(loops).channel(NioSocketChannel.class)
                .handler(new SimpleChannelInboundHandler<ByteBuf>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, ByteBuf part) {
                        received.add(ByteBufUtil.getBytes(part));
                    }
                });
        if (Facts.OPTION) {
            server.childOption(ChannelOption.ALLOCATOR, Facts.allocator());
            client.option(ChannelOption.ALLOCATOR, Facts.allocator());
        }
        Channel listening = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
        Channel channel = client.connect(listening.localAddress()).sync().channel();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            channel.writeAndFlush(channel.alloc().buffer(body.length).writeBytes(body));
            echoed += comesBack(body, received) ? 1 : 0;
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        Facts.print(echoed);
    }

    private static boolean comesBack(byte[] body, BlockingQueue<byte[]> received) throws InterruptedException {
        int compared = 0;
        while (compared < body.length) {
            for (byte one : received.poll(20, TimeUnit.SECONDS)) {
                if (one != body[compared++]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }
}
