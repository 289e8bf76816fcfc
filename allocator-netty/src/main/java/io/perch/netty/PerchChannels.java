/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ServerChannel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives every channel that a bootstrap makes {@link PerchByteBufAllocator#DEFAULT}, without a change of code: Netty finds this
 * class as a service if it is run with {@code -Dio.netty.bootstrap.extensions=serviceload}.
 *
 * <p>It runs after the bootstrap's own options, so it also replaces an allocator that the application chose for its channels. Code
 * that uses {@code ByteBufAllocator.DEFAULT} itself is not affected; the agent is for that.
 */
public final class PerchChannels extends ChannelInitializerExtension {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(PerchChannels.class);

    private static final String LOST = "Vert.x would lose the buffers that it receives from Perch, so its channels keep their "
            + "allocators: use -javaagent:perch-netty-agent.jar";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private static final ClassValue<Boolean> RELEASED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> ofVertx) {
            boolean released = VertxBuffers.areReleased(ofVertx);
            if (!released && SAID.compareAndSet(false, true)) {
                LOGGER.warn(LOST);
            }
            return released;
        }
    };

    private final boolean starts;

    /** Called by Netty when the first bootstrap makes a channel. */
    public PerchChannels() {
        Served.alsoBy("channels of Netty's bootstraps, unless their allocator is set later");
        starts = starts();
    }

    private static boolean starts() {
        try {
            return PerchByteBufAllocator.DEFAULT.isDirectBufferPooled();
        } catch (Throwable refused) {
            LOGGER.warn("Perch does not start, so channels keep their allocators", refused);
            return false;
        }
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
        if (!starts) {
            return;
        }
        Class<?> ofVertx = ofVertx(channel);
        if (ofVertx == null || RELEASED.get(ofVertx)) {
            channel.config().setAllocator(PerchByteBufAllocator.DEFAULT);
        }
    }

    /** The class by which a channel is known as one of Vert.x: that of its allocator or of a handler; null for other channels. */
    private static Class<?> ofVertx(Channel channel) {
        Class<?> allocator = channel.alloc().getClass();
        if (VertxBuffers.isOfVertx(allocator)) {
            return allocator;
        }
        for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
            if (VertxBuffers.isOfVertx(handler.getValue().getClass())) {
                return handler.getValue().getClass();
            }
        }
        return null;
    }
}
