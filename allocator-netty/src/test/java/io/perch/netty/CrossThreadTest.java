/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers are filled by one thread, and checked and released by another one; no buffer is ever shared, lost or left behind. */
class CrossThreadTest {
    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();
    private static final int BUFFERS_PER_THREAD = 20_000;
    private static final int RACES = 20_000;

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

    /**
     * One holder moves the buffer into a larger block and lets go, while the other lets go too: the last release has to free the
     * new block.
     */
    @Test
    void theLastReleaseFreesTheBlockThatAnotherHolderMovedTo() throws Exception {
        race((buffer, thread) -> {
            if (thread == 0) {
                buffer.capacity(5000);
            }
            buffer.release();
            return 1;
        }, 2, 2);
    }

    @Test
    void ofTwoReleasesOfTheLastReferenceOneSucceeds() throws Exception {
        race((buffer, thread) -> {
            try {
                return buffer.release() ? 1 : 0;
            } catch (IllegalReferenceCountException late) {
                return 0;
            }
        }, 1, 1);
    }

    private interface Step {
        int on(ByteBuf buffer, int thread);
    }

    /**
     * Two threads take the same step on each of many buffers at the same time; {@code expected} is the sum of what they return.
     */
    private static void race(Step step, int references, int expected) throws Exception {
        // Blocks that maintenance moves count as in use meanwhile.
        PerchConfig config = PerchConfig.builder().maintenance(Maintenance.CALLER).build();
        try (PerchAllocator blocks = PerchAllocator.create(config)) {
            PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
            ByteBuf[] shared = new ByteBuf[1];
            int[] results = new int[2];
            CyclicBarrier barrier = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    int thread = i;
                    running.add(threads.submit(() -> {
                        for (int round = 0; round < RACES; round++) {
                            if (thread == 0) {
                                shared[0] = allocator.directBuffer(64);
                                shared[0].retain(references);
                                shared[0].release();
                            }
                            barrier.await();
                            results[thread] = step.on(shared[0], thread);
                            barrier.await();
                            if (thread == 0) {
                                assertThat(results[0] + results[1]).isEqualTo(expected);
                                assertThat(blocks.stats().inUse()).as("round %d", round).isZero();
                            }
                        }
                        return null;
                    }));
                }
                for (Future<?> thread : running) {
                    thread.get();
                }
            } finally {
                threads.shutdownNow();
            }
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
