/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.perch.options.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Calls of buffers that are wrong, or seldom made, and allocators that are made over blocks of another. Nothing is changed. */
final class MisusedBuffersScript extends BufferCallsScript {
    private static final int SIZE = 300;
    /** More than a stripe of heap buffers has room for at first. */
    private static final int MANY = 10;

    MisusedBuffersScript(Mode mode) {
        super(mode);
    }

    @Override
    void calls() {
        List<ByteBuf> buffers = new ArrayList<>();
        faults.attempt(() -> buffers.add(allocator.directBuffer(SIZE)));
        faults.attempt(() -> buffers.add(allocator.heapBuffer(SIZE)));
        buffers.forEach(this::misuse);
        faults.attempt(allocator::toString);
        faults.attempt(() -> PerchByteBufAllocator.builder().allocator(blocks).build().heapBuffer(SIZE).release());
        for (int i = 0; i < MANY; i++) {
            faults.attempt(() -> buffers.add(allocator.heapBuffer(SIZE)));
        }
        for (ByteBuf buffer : buffers) {
            buffer.release();
            faults.callIsOver();
        }
    }

    private void misuse(ByteBuf buffer) {
        faults.refuse(() -> buffer.retain(0));
        faults.refuse(() -> buffer.retain(Integer.MAX_VALUE));
        faults.refuse(() -> buffer.release(0));
        faults.refuse(() -> buffer.release(2));
        if (buffer.isDirect()) {
            faults.refuse(buffer::array);
            faults.refuse(buffer::arrayOffset);
        } else {
            faults.refuse(buffer::memoryAddress);
        }
        faults.attempt(() -> buffer.nioBuffers(0, 1));
        faults.attempt(() -> buffer.internalNioBuffer(0, 1));
        faults.attempt(() -> readNothing(buffer));
    }

    private static void readNothing(ByteBuf into) {
        try {
            into.setBytes(0, new ByteArrayInputStream(new byte[1]), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
