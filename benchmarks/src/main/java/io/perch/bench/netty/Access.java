/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Supplier;

/** Reads and writes of one buffer; figures are of a pass over its 512 bytes. */
final class Access implements Workload {
    private static final int SIZE = 512;

    private long sum;

    @Override
    public void measure(Supplier<ByteBufAllocator> allocators, ThreadKind kind, Clock clock, Figures figures)
            throws InterruptedException {
        ByteBuf buffer = allocators.get().directBuffer(SIZE, SIZE);
        byte[] bytes = new byte[SIZE];
        Workload.on(kind, () -> {
            figures.put("64 x getLong, ns", clock.time(operations -> read(buffer, operations)));
            figures.put("64 x setLong, ns", clock.time(operations -> write(buffer, operations)));
            figures.put("writeBytes(512), ns", clock.time(operations -> copy(buffer, bytes, operations)));
        });
        buffer.release();
    }

    private void read(ByteBuf buffer, int operations) {
        long all = 0;
        for (int n = 0; n < operations; n++) {
            for (int i = 0; i < SIZE; i += Long.BYTES) {
                all += buffer.getLong(i);
            }
        }
        sum += all;
    }

    private static void write(ByteBuf buffer, int operations) {
        for (int n = 0; n < operations; n++) {
            for (int i = 0; i < SIZE; i += Long.BYTES) {
                buffer.setLong(i, n);
            }
        }
    }

    private static void copy(ByteBuf buffer, byte[] bytes, int operations) {
        for (int n = 0; n < operations; n++) {
            buffer.writerIndex(0).writeBytes(bytes);
        }
    }
}
