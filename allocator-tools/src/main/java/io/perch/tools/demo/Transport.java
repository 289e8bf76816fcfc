/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Netty's way to the sockets.
 *
 * @param name   for the reader, with the reason if it is not the better one
 * @param loops  makes the event loops' I/O
 * @param server the listening channel
 * @param socket the connected channel
 */
record Transport(String name, IoHandlerFactory loops, Class<? extends ServerSocketChannel> server,
                 Class<? extends SocketChannel> socket) {
    /** Epoll where its library loads, else NIO. */
    static Transport best() {
        if (Epoll.isAvailable()) {
            return new Transport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class, EpollSocketChannel.class);
        }
        return nio("epoll is not available: " + rootOf(Epoll.unavailabilityCause()).getMessage());
    }

    static Transport nio(String reason) {
        return new Transport("nio (" + reason + ")",
                NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
    }

    private static Throwable rootOf(Throwable cause) {
        return cause.getCause() == null ? cause : rootOf(cause.getCause());
    }
}
