/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** An application whose default allocator is Perch's, as the agent makes it, and which releases its last buffer after the close. */
public final class RedeployedBuffers implements Callable<String> {
    private static final int BUFFERS = 1000;
    private static final int MOST = 2 << 20;

    @Override
    public String call() {
        ByteBufAllocator allocator = DefaultAllocator.insteadOf(UnpooledByteBufAllocator.DEFAULT, RedeployedBuffers.class);
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            buffers.add((i % 2 == 0 ? allocator.directBuffer(i) : allocator.heapBuffer(i)).writeZero(i));
        }
        buffers.add(allocator.directBuffer(MOST).writeZero(MOST));
        buffers.subList(1, buffers.size()).forEach(ByteBuf::release);
        PerchByteBufAllocator.DEFAULT.close();
        buffers.get(0).release();
        return PerchByteBufAllocator.DEFAULT.allocator().mode().toString();
    }
}
