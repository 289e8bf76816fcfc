/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/** An allocator that is closed while other threads still have buffers, and release them at that moment. */
class ShutdownTest {
    private static final int THREADS = 4;
    private static final int BUFFERS = 200;

    @RepeatedTest(10)
    void buffersStayValidUntilTheLastIsReleased() throws Exception {
        PerchAllocator blocks = PerchAllocator.create();
        PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
        ByteBuf last = allocator.directBuffer(100).writeLong(42);
        CyclicBarrier together = new CyclicBarrier(THREADS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            List<ByteBuf> held = new ArrayList<>();
            for (int i = 0; i < BUFFERS; i++) {
                held.add(allocator.directBuffer(1 + i * i * 40).writeByte(i));
            }
            all.add(threads.submit(() -> {
                together.await();
                for (int i = 0; i < BUFFERS; i++) {
                    assertThat(held.get(i).readByte()).isEqualTo((byte) i);
                    assertThat(held.get(i).release()).isTrue();
                }
                return null;
            }));
        }
        together.await();
        blocks.close();
        for (Future<?> each : all) {
            each.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThatThrownBy(() -> allocator.directBuffer(100)).isInstanceOf(IllegalStateException.class);
        assertThat(blocks.stats().reserved()).isPositive();
        assertThat(last.readLong()).isEqualTo(42);
        last.release();
        assertThat(blocks.stats().inUse()).isZero();
        assertThat(blocks.stats().reserved()).isZero();
    }
}
