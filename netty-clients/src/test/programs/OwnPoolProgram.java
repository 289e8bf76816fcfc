/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** Has a pool of its own for most of its memory, and holds it for some seconds. */
final class OwnPoolProgram {
    private OwnPoolProgram() {
    }

    public static void main(String[] args) throws Exception {
        ByteBufAllocator.DEFAULT.directBuffer(1).release();
        ByteBuf held = new PooledByteBufAllocator(true).directBuffer(64 << 20);
        Thread.sleep(6000);
        held.release();
    }
}
