/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpClientCodec;
import org.HdrHistogram.Histogram;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keep-alive connections on one event loop a CPU. Each sends its next request as soon as a response is complete; every fourth
 * connection keeps four requests in flight.
 */
final class DemoClient implements AutoCloseable {
    private static final int PIPELINED = 4;
    private static final long DRAIN_SECONDS = 10;

    private final Setting setting;
    private final EventLoopGroup loops;
    private final List<Channel> channels = new ArrayList<>();
    private final List<ClientHandler> handlers = new ArrayList<>();
    private final Findings findings;

    DemoClient(Setting setting, Findings findings) {
        this.setting = setting;
        this.findings = findings;
        this.loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), setting.transport().loops());
    }

    /** Opens the connections, which start sending at once. */
    void connect(InetSocketAddress server, ByteBufAllocator allocator, Load load) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(setting.transport().socket())
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(server);
        for (int i = 0; i < setting.connections(); i++) {
            ClientHandler handler = new ClientHandler(load, i % 4 == 3 ? PIPELINED : 1, findings);
            handlers.add(handler);
            bootstrap.handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpClientCodec(), handler);
                }
            });
            channels.add(bootstrap.connect().syncUninterruptibly().channel());
        }
    }

    /** Waits until every connection has received its last response and closed. Call after {@link Load#stop}. */
    void drain() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        for (Channel channel : channels) {
            if (!channel.closeFuture().awaitUninterruptibly(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                findings.report("a connection still waits for its response after " + DRAIN_SECONDS + " s");
                channel.close();
            }
        }
    }

    /** The latencies of all connections, in nanoseconds. Call after {@link #close}. */
    Histogram latencies() {
        Histogram sum = Load.histogram();
        handlers.forEach(handler -> sum.add(handler.latencies()));
        return sum;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
