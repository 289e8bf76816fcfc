/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Sets the allocator of Reactor Netty's channels, which no bootstrap makes. */
final class ReactorChannels {
    private ReactorChannels() {
    }

    static HttpServer on(ByteBufAllocator allocator, HttpServer server) {
        return server.option(ChannelOption.ALLOCATOR, allocator).childOption(ChannelOption.ALLOCATOR, allocator);
    }

    static HttpClient on(ByteBufAllocator allocator, HttpClient client) {
        return client.option(ChannelOption.ALLOCATOR, allocator);
    }
}
