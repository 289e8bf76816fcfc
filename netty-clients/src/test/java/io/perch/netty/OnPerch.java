/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ResourceLeakDetector;
import io.perch.PerchAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test whose channels allocate from an allocator of its own, under paranoid leak detection: at its end no buffer may be in use,
 * and none may have been lost on the way.
 */
abstract class OnPerch {
    private static final int LARGEST_BODY = 100_000;

    final PerchAllocator blocks = PerchAllocator.create();
    final PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private EventLoopGroup loops;

    @BeforeEach
    void trackAllBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + records));
    }

    /** Also when a test failed: event loops of one test must not disturb the next. */
    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        if (loops != null) {
            loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
        }
        System.gc();
        // The leak detector looks for lost buffers when it tracks the next one.
        allocator.heapBuffer(1).release();
        assertThat(leaks).isEmpty();
        assertThat(blocks.stats().inUse()).isZero();
        ByteBufUtil.setLeakListener(null);
        blocks.close();
    }

    final EventLoopGroup loops(ClientTransport transport) {
        if (loops == null) {
            loops = transport.loops();
        }
        return loops;
    }

    final Channel bind(ClientTransport transport, Consumer<Channel> pipeline) throws InterruptedException {
        return new ServerBootstrap().group(loops(transport)).channel(transport.server)
                .option(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childHandler(initializer(pipeline))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
    }

    final Channel connect(ClientTransport transport, Channel server, Consumer<Channel> pipeline) throws InterruptedException {
        return new Bootstrap().group(loops(transport)).channel(transport.client)
                .option(ChannelOption.ALLOCATOR, allocator)
                .handler(initializer(pipeline))
                .connect(server.localAddress()).sync().channel();
    }

    static ChannelHandler initializer(Consumer<Channel> pipeline) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                pipeline.accept(channel);
            }
        };
    }

    /** Bytes to send, mostly few. */
    final byte[] body() {
        byte[] body = new byte[random.nextInt(1 + random.nextInt(LARGEST_BODY))];
        random.nextBytes(body);
        return body;
    }

    final void assertEchoed(byte[] sent, byte[] received) {
        assertThat(received).as("seed %d", seed).isEqualTo(sent);
    }

    /** A buffer of this test's allocator that holds the bytes. */
    final ByteBuf copyOf(byte[] bytes) {
        return bytes.length == 0 ? Unpooled.EMPTY_BUFFER : allocator.buffer(bytes.length).writeBytes(bytes);
    }
}
