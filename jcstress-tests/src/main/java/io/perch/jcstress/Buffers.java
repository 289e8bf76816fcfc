/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.netty.buffer.ByteBuf;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.sizeclass.SizeClasses;

/** Netty buffers whose objects no other state of a test meets: large blocks are not bound to objects. */
final class Buffers {
    private static final PerchByteBufAllocator ALLOCATOR = new PerchByteBufAllocator(true);
    private static final int LARGE = SizeClasses.MAX_SIZE + 1;

    private Buffers() {
    }

    static ByteBuf unshared() {
        return ALLOCATOR.directBuffer(LARGE);
    }
}
