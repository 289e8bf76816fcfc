/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Netty's transports over TCP, as far as this kernel allows them. */
enum ClientTransport {
    NIO(true, NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class),
    EPOLL(Epoll.isAvailable(), EpollIoHandler::newFactory, EpollServerSocketChannel.class, EpollSocketChannel.class),
    IO_URING(IoUring.isAvailable(), IoUringIoHandler::newFactory, IoUringServerSocketChannel.class, IoUringSocketChannel.class);

    final Class<? extends ServerChannel> server;
    final Class<? extends Channel> client;
    private final boolean available;
    private final Supplier<IoHandlerFactory> handlers;

    ClientTransport(boolean available, Supplier<IoHandlerFactory> handlers, Class<? extends ServerChannel> server,
            Class<? extends Channel> client) {
        this.available = available;
        this.handlers = handlers;
        this.server = server;
        this.client = client;
    }

    /** Two event loops. */
    EventLoopGroup loops() {
        return new MultiThreadIoEventLoopGroup(2, handlers.get());
    }

    static List<ClientTransport> available() {
        return Arrays.stream(values()).filter(transport -> transport.available).toList();
    }
}
