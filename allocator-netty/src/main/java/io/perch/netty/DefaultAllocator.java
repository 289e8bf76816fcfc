/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

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
     */
    public static ByteBufAllocator insteadOf(ByteBufAllocator nettysChoice) {
        try {
            ByteBufAllocator ours = PerchByteBufAllocator.DEFAULT;
            LOGGER.info("ByteBufAllocator.DEFAULT is {}, in place of {}", ours, nettysChoice);
            return ours;
        } catch (Throwable refused) {
            LOGGER.warn("Perch does not start, so ByteBufAllocator.DEFAULT stays {}", nettysChoice, refused);
            return nettysChoice;
        }
    }

    /** The class of an allocator, for code that tells by it whether buffers have to be released: Perch's is as good as pooled. */
    public static Class<?> pooledClass(Class<?> allocator) {
        return allocator == PerchByteBufAllocator.class ? PooledByteBufAllocator.class : allocator;
    }
}
