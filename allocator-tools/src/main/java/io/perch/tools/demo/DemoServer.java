/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** An HTTP/1.1 server on the loopback interface, with one event loop a CPU and workers. */
final class DemoServer implements AutoCloseable {
    private final EventLoopGroup loops;
    private final ExecutorService workers;
    private final Findings findings;
    private final Channel listening;

    DemoServer(Setting setting, ByteBufAllocator allocator, Findings findings) {
        this.findings = findings;
        this.workers = setting.workers().open();
        this.loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), setting.transport().loops());
        this.listening = new ServerBootstrap()
                .group(loops)
                .channel(setting.transport().server())
                .option(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(),
                                new ServerHandler(workers, setting.responder(), findings));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops listening, ends the workers and then the event loops: afterwards no thread of the server holds a buffer. */
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        try {
            if (!Workers.close(workers)) {
                findings.report("the server's workers did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
