/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Gives every channel that a bootstrap makes {@link PerchByteBufAllocator#DEFAULT}, without a change of code: Netty finds this
 * class as a service if it is run with {@code -Dio.netty.bootstrap.extensions=serviceload}.
 *
 * <p>It runs after the bootstrap's own options, so it also replaces an allocator that the application chose for its channels. Code
 * that uses {@code ByteBufAllocator.DEFAULT} itself is not affected; the agent is for that.
 */
public final class PerchChannels extends ChannelInitializerExtension {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(PerchChannels.class);

    /** Vert.x leaves buffers of allocators that it does not know to the garbage collector, unless the agent has changed it. */
    private final boolean refused = isOnClassPath("io/vertx/core/Vertx.class")
            && ByteBufAllocator.DEFAULT != PerchByteBufAllocator.DEFAULT;

    /** Called by Netty when the first bootstrap makes a channel. */
    public PerchChannels() {
        if (refused) {
            LOGGER.warn("Vert.x would lose the buffers that it receives from Perch, so channels keep their allocators: "
                    + "use -javaagent:perch-netty-agent.jar");
        } else {
            LOGGER.info("Channels of all bootstraps allocate from {}", PerchByteBufAllocator.DEFAULT);
        }
    }

    private static boolean isOnClassPath(String file) {
        return PerchChannels.class.getClassLoader().getResource(file) != null;
    }

    @Override
    public void postInitializeClientChannel(Channel channel) {
        setAllocator(channel);
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel channel) {
        setAllocator(channel);
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        setAllocator(channel);
    }

    private void setAllocator(Channel channel) {
        if (!refused) {
            channel.config().setAllocator(PerchByteBufAllocator.DEFAULT);
        }
    }
}
