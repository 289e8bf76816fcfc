/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.netty;

import io.netty.buffer.ByteBuf;
import io.perch.jcstress.support.OneHolder;
import io.perch.netty.PerchByteBufAllocator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads that allocate Netty buffers at once get two objects, also when both have been used before. */
@JCStressTest
@JCStressMeta(OneHolder.class)
@State
public class BufferIsReusedByOne {
    private static final PerchByteBufAllocator ALLOCATOR = new PerchByteBufAllocator(true);

    @Actor
    public void first(II_Result result) {
        result.r1 = use();
    }

    @Actor
    public void second(II_Result result) {
        result.r2 = use();
    }

    /** Counts a user in the buffer's own memory. */
    private static int use() {
        ByteBuf buffer = ALLOCATOR.directBuffer(256);
        boolean fresh = buffer.refCnt() == 1 && buffer.readerIndex() == 0 && buffer.writerIndex() == 0;
        buffer.writeLong(Thread.currentThread().getId());
        Thread.onSpinWait();
        boolean alone = buffer.readLong() == Thread.currentThread().getId();
        return buffer.release() && fresh && alone ? 0 : 1;
    }
}
