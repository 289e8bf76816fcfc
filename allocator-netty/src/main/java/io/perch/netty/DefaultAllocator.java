/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.function.UnaryOperator;

/** What the agent {@code perch-netty-agent} has Netty and Vert.x call. */
public final class DefaultAllocator {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(DefaultAllocator.class);

    private DefaultAllocator() {
    }

    /**
     * The allocator of the process. A start-up that fails, such as of an option that is out of range, is logged and leaves Netty's
     * choice in place, because an exception here would make all of Netty's buffers unusable.
     *
     * @param nettysChoice by {@code io.netty.allocator.type}
     * @param caller       a class of that Netty
     */
    public static ByteBufAllocator insteadOf(ByteBufAllocator nettysChoice, Class<?> caller) {
        return insteadOf(nettysChoice, "ByteBufAllocator.DEFAULT",
                "what uses ByteBufAllocator.DEFAULT, in place of %s; pools that libraries make for themselves stay, but for those "
                        + "that the agent is told to include");
    }

    /**
     * The allocator of a library that would make a pool of its own.
     *
     * @param pool   that pool
     * @param caller a class of that library
     */
    public static ByteBufAllocator insteadOfPool(ByteBufAllocator pool, Class<?> caller) {
        return insteadOf(pool, "the pool of " + caller.getName(), caller.getName() + ", in place of %s");
    }

    private static ByteBufAllocator insteadOf(ByteBufAllocator other, String what, String who) {
        try {
            Served.alsoBy(String.format(who, other));
            return PerchByteBufAllocator.DEFAULT;
        } catch (Throwable refused) {
            LOGGER.warn("Perch does not start, so {} stays {}", what, other, refused);
            return other;
        }
    }

    /**
     * The allocator of Vert.x's channels: Perch, unless this Vert.x would lose its buffers.
     *
     * @param vertxs what Vert.x chose: a pool of its own, or {@code ByteBufAllocator.DEFAULT}
     * @param caller a class of that Vert.x
     */
    public static ByteBufAllocator forVertx(ByteBufAllocator vertxs, Class<?> caller) {
        if (VertxBuffers.areReleased(caller)) {
            return insteadOf(vertxs, "the allocator of Vert.x",
                    vertxs instanceof PerchByteBufAllocator ? "Vert.x" : "Vert.x, in place of %s");
        }
        ByteBufAllocator nettys = vertxs instanceof PerchByteBufAllocator ? PooledByteBufAllocator.DEFAULT : vertxs;
        LOGGER.warn("The allocator of Vert.x stays {}: this version would lose each buffer of Perch that it receives", nettys);
        return nettys;
    }

    /** What Vert.x has to apply to each buffer that it receives, before anything else. */
    public static UnaryOperator<Object> receiver() {
        return buffer -> VertxBuffers.received((ByteBuf) buffer);
    }
}
