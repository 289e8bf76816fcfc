/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Method;

/**
 * How Perch's buffers come into Vert.x. Vert.x copies and releases what it receives only if the buffer is of an allocator that it
 * knows to be pooled, which each version tells in its own way; all else it leaves to the garbage collector, where a buffer of Perch
 * would be lost.
 */
final class VertxBuffers {
    private static final String PACKAGE = "io.vertx.";
    private static final String RECEIVER = PACKAGE + "core.net.impl.VertxHandler";

    private VertxBuffers() {
    }

    /** Copies a buffer of Perch to the heap, and releases it. Other buffers come back as they are. */
    static ByteBuf received(ByteBuf buffer) {
        if (!(buffer.alloc() instanceof PerchByteBufAllocator)) {
            return buffer;
        }
        try {
            int bytes = buffer.readableBytes();
            return bytes == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.buffer(bytes).writeBytes(buffer, buffer.readerIndex(), bytes);
        } finally {
            buffer.release();
        }
    }

    /** Whether a class is one of Vert.x, also of a relocated one. */
    static boolean isOfVertx(Class<?> type) {
        return type.getName().contains(PACKAGE);
    }

    /** Whether the Vert.x that a class is of releases what it receives from Perch: tried with a buffer of each kind. */
    static boolean areReleased(Class<?> ofVertx) {
        String name = ofVertx.getName();
        String receiver = name.substring(0, name.indexOf(PACKAGE)) + RECEIVER;
        try {
            Method receive = Class.forName(receiver, true, ofVertx.getClassLoader()).getMethod("safeBuffer", ByteBuf.class);
            return isReleased(receive, PerchByteBufAllocator.DEFAULT.directBuffer(1))
                    && isReleased(receive, PerchByteBufAllocator.DEFAULT.heapBuffer(1));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
            return false;
        }
    }

    private static boolean isReleased(Method receive, ByteBuf buffer) throws ReflectiveOperationException {
        ByteBuf received = buffer.writeByte(0);
        try {
            received = (ByteBuf) receive.invoke(null, buffer);
            return !(received.alloc() instanceof PerchByteBufAllocator);
        } finally {
            received.release();
        }
    }
}
