/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

/** Uses the allocator of the process. Loaded anew by the test, apart from Netty. */
final class DefaultFirstUse implements Runnable, AutoCloseable {
    DefaultFirstUse(String kind) {
        assert !kind.isEmpty();
    }

    @Override
    public void run() {
        PerchByteBufAllocator.DEFAULT.directBuffer(100).release();
        PerchByteBufAllocator.DEFAULT.heapBuffer(100).release();
    }

    @Override
    public void close() {
        PerchByteBufAllocator.DEFAULT.close();
    }
}
