/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers are filled by one thread, checked and released by another one; nothing is ever shared, lost or left. */
class CrossThreadTest {
    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();
    private static final int BUFFERS_PER_THREAD = 20_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contentSurvivesHandOver(boolean direct) throws Exception {
        long seed = System.nanoTime();
        try (PerchAllocator blocks = PerchAllocator.create()) {
            PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().preferDirect(direct).allocator(blocks).build();
            BlockingQueue<ByteBuf> handOver = new ArrayBlockingQueue<>(1000);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    SplittableRandom random = new SplittableRandom(seed + i);
                    running.add(threads.submit(() -> exchange(allocator, handOver, random)));
                }
                for (Future<?> thread : running) {
                    thread.get();
                }
            } finally {
                threads.shutdownNow();
            }
            handOver.forEach(CrossThreadTest::checkAndRelease);
            assertThat(blocks.stats().inUse()).as("seed %d", seed).isZero();
        }
    }

    private static void exchange(PerchByteBufAllocator allocator, BlockingQueue<ByteBuf> handOver, SplittableRandom random) {
        for (int i = 0; i < BUFFERS_PER_THREAD; i++) {
            ByteBuf buffer = allocator.buffer(random.nextInt(200));
            long stamp = random.nextLong();
            for (int words = random.nextInt(1, 300); words > 0; words--) {
                buffer.writeLong(stamp);
            }
            if (!handOver.offer(buffer)) {
                checkAndRelease(buffer);
            }
            if (random.nextBoolean()) {
                ByteBuf other = handOver.poll();
                if (other != null) {
                    checkAndRelease(other);
                }
            }
        }
    }

    private static void checkAndRelease(ByteBuf buffer) {
        long stamp = buffer.readLong();
        while (buffer.isReadable()) {
            assertThat(buffer.readLong()).isEqualTo(stamp);
        }
        assertThat(buffer.release()).isTrue();
    }
}
