/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Maintenance;
import io.perch.stats.Counter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory of blocks in use keeps what users wrote, while pages of their neighbours are given back all the time. */
@Timeout(60)
class GivenBackPagesTest {
    private static final int STEP = 512;
    private static final int BLOCKS = 4_000;
    private static final int ROUNDS = 150;

    @Test
    void areNeverThoseOfABlockInUse() throws Exception {
        PerchConfig config = PerchConfig.builder().maintenance(Maintenance.CALLER).releaseAfterMillis(100).build();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (PerchAllocator allocator = PerchAllocator.create(config)) {
            Future<?> maintenance = threads.submit(() -> {
                while (!over.get()) {
                    allocator.doWork();
                }
            });
            Future<?> other = threads.submit(() -> breathe(allocator, 1));
            breathe(allocator, 2);
            other.get();
            over.set(true);
            maintenance.get();
            assertThat(allocator.stats().get(Counter.RELEASED_SO_FAR)).isPositive();
            assertThat(allocator.stats().get(Counter.IN_USE)).isZero();
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    /** Blocks of many sizes, of which now many and now few are kept. */
    private static void breathe(PerchAllocator allocator, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> kept = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int wanted = round % 2 == 0 ? BLOCKS : BLOCKS / 16;
            while (kept.size() < wanted) {
                long block = allocator.allocate(64 << random.nextInt(8));
                ByteBuffer memory = allocator.buffer(block);
                for (int i = 0; i < memory.capacity(); i += STEP) {
                    memory.putInt(i, seed + i);
                }
                kept.add(block);
            }
            while (kept.size() > wanted || round == ROUNDS - 1 && !kept.isEmpty()) {
                int index = random.nextInt(kept.size());
                long block = kept.set(index, kept.get(kept.size() - 1));
                kept.remove(kept.size() - 1);
                ByteBuffer memory = allocator.buffer(block);
                for (int i = 0; i < memory.capacity(); i += STEP) {
                    if (memory.getInt(i) != seed + i) {
                        throw new AssertionError("byte " + i + " of " + memory.capacity() + " is " + memory.getInt(i));
                    }
                }
                allocator.free(block);
            }
        }
    }
}
