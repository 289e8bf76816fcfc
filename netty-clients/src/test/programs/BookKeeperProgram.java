/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.apache.bookkeeper.common.allocator.ByteBufAllocatorBuilder;
import org.apache.bookkeeper.common.allocator.PoolingPolicy;

/** Buffers of BookKeeper's allocator, by its default and with arenas of its own. */
final class BookKeeperProgram {
    private static final int MESSAGES = 200;

    private BookKeeperProgram() {
    }

    public static void main(String[] args) throws Exception {
        int echoed = 0;
        ByteBufAllocator[] allocators = {ByteBufAllocatorBuilder.create().build(),
            ByteBufAllocatorBuilder.create().poolingPolicy(PoolingPolicy.PooledDirect).poolingConcurrency(3).build()};
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            ByteBuf buffer = allocators[i % allocators.length].directBuffer(body.length).writeBytes(body);
            System.out.println("buffer of: " + buffer.alloc().getClass().getSimpleName());
            byte[] read = new byte[body.length];
            buffer.readBytes(read);
            buffer.release();
            echoed += Arrays.equals(body, read) ? 1 : 0;
        }
        Facts.print(echoed);
    }
}
