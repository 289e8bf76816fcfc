/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.start;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.perch.bench.ForkedJvm;
import io.perch.bench.netty.Peer;
import io.perch.netty.PerchByteBufAllocator;
import java.io.IOException;
import java.util.List;

/** A JVM that makes one buffer: its main method, and how it is started. */
final class FirstBuffer {
    private static final String FOUND = "FIRST";
    private static final int SIZE = 256;

    private FirstBuffer() {
    }

    /** Argument: the allocator. */
    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        ByteBuf buffer = allocator(Peer.valueOf(arguments[0])).directBuffer(SIZE);
        buffer.writeLong(begin).release();
        ForkedJvm.tell(FOUND, "ms", (System.nanoTime() - begin) / 1e6);
    }

    /** The one that a program gets that asks for no more than its name. */
    private static ByteBufAllocator allocator(Peer peer) {
        return switch (peer) {
            case PERCH -> PerchByteBufAllocator.DEFAULT;
            case POOLED -> PooledByteBufAllocator.DEFAULT;
            case ADAPTIVE -> new AdaptiveByteBufAllocator();
        };
    }

    /** Milliseconds from the begin of {@code main} to the end of the first buffer, in a new JVM with these options. */
    static double millis(Peer peer, List<String> options) throws IOException, InterruptedException {
        String output = ForkedJvm.output(ForkedJvm.of(options, FirstBuffer.class, peer.name()), "a first buffer on " + peer, FOUND);
        return ForkedJvm.told(output.lines(), FOUND, Double::valueOf).get("ms");
    }
}
