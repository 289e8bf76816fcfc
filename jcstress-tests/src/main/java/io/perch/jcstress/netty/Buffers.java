/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.sizeclass.SizeClasses;

/** Netty buffers that no other state of a test can meet: large blocks are not bound to buffer objects. */
final class Buffers {
    /** Hundreds of states are alive at once, each with a block of more than 1 MiB, which it does not touch. */
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
