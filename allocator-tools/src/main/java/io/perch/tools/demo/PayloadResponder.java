/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Builds bodies in the two ways that servers use: an event loop knows the size and sends a preamble and the rest as a composite; a
 * worker serialises piece by piece into a buffer that starts small and grows.
 */
final class PayloadResponder implements Responder {
    private static final int PREAMBLE = 256;
    private static final int PIECE = 1 << 10;

    @Override
    public ByteBuf body(ByteBufAllocator allocator, long id, boolean handedOver) {
        int size = Payload.size(id, Payload.Side.RESPONSE);
        return handedOver ? serialised(allocator, id, size) : joined(allocator, id, size);
    }

    private static ByteBuf joined(ByteBufAllocator allocator, long id, int size) {
        int preamble = Math.min(size, PREAMBLE);
        ByteBuf head = part(allocator, id, 0, preamble);
        return size == preamble ? head : allocator.compositeBuffer(2)
                .addComponent(true, head)
                .addComponent(true, part(allocator, id, preamble, size - preamble));
    }

    private static ByteBuf part(ByteBufAllocator allocator, long id, int from, int length) {
        ByteBuf part = allocator.directBuffer(length);
        Payload.write(part, id, Payload.Side.RESPONSE, from, length);
        return part;
    }

    private static ByteBuf serialised(ByteBufAllocator allocator, long id, int size) {
        ByteBuf body = allocator.directBuffer();
        for (int from = 0; from < size; from += PIECE) {
            Payload.write(body, id, Payload.Side.RESPONSE, from, Math.min(PIECE, size - from));
        }
        return body;
    }
}
