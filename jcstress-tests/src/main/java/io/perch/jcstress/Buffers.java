/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.sizeclass.SizeClasses;

/** Netty buffers whose objects no other state of a test meets: large blocks are not bound to objects. */
final class Buffers {
    /** Hundreds of states are alive at once, each with a block of more than 1 MiB, of which it touches nothing. */
    private static final long LIMIT = 2L << 30;
    private static final PerchByteBufAllocator ALLOCATOR = PerchByteBufAllocator.builder()
            .allocator(PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).build())).build();
    private static final int LARGE = SizeClasses.MAX_SIZE + 1;

    private Buffers() {
    }

    static ByteBuf unshared() {
        return ALLOCATOR.directBuffer(LARGE);
    }
}
