/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.inject.StackDepths;
import io.perch.options.Maintenance;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buffers that are made, grow and are released with 0 to 400 stack frames left: nothing is lost, doubled or left locked. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BufferStackDepthsTest {
    private static final int MIB = 1 << 20;
    private static final int[] SIZES = {64, 256, 4096, 100_000, 3 * MIB};
    private static final int BUFFERS = 40;

    private final PerchAllocator blocks =
            PerchAllocator.create(PerchConfig.builder().hardLimit(512L * MIB).maintenance(Maintenance.CALLER).build());
    /** Kept and dropped by stores, as a call might find no stack. */
    private final ByteBuf[] buffers = new ByteBuf[2 * BUFFERS];
    private int held;
    private int next;

    @AfterEach
    void close() {
        blocks.close();
    }

    private static PerchByteBufAllocator over(PerchAllocator blocks) {
        return PerchByteBufAllocator.builder().allocator(blocks).build();
    }

    private void allocate(PerchByteBufAllocator allocator, boolean direct) {
        int size = SIZES[next % SIZES.length];
        buffers[held] = direct ? allocator.directBuffer(size) : allocator.heapBuffer(size);
        held++;
        next++;
    }

    private void allocateSome(PerchByteBufAllocator allocator, boolean direct) {
        while (held < BUFFERS) {
            allocate(allocator, direct);
        }
    }

    /** A release that ends in a StackOverflowError has not happened, and is done again. */
    private void releaseAll() {
        while (held > 0) {
            buffers[held - 1].release();
            held--;
        }
    }

    private void assertAllIsWell(PerchAllocator perch, long before) {
        perch.trim();
        long size = before;
        for (int i = 0; i < held; i++) {
            assertThat(buffers[i].refCnt()).isEqualTo(1);
            size += buffers[i].isDirect() ? perch.usableSize(buffers[i].memoryAddress()) : 0;
        }
        assertThat(perch.stats().inUse()).isEqualTo(size);
    }

    private void allocateAndRelease(PerchByteBufAllocator allocator, boolean direct) {
        PerchAllocator perch = allocator.allocator();
        perch.trim();
        long before = perch.stats().inUse();
        for (int round = 0; round < 2; round++) {
            StackDepths.few().each(() -> allocate(allocator, direct), () -> {
                if (held > BUFFERS) {
                    releaseAll();
                }
                assertAllIsWell(perch, before);
            });
            StackDepths.few().each(this::releaseAll, () -> {
                assertAllIsWell(perch, before);
                allocateSome(allocator, direct);
            });
            releaseAll();
            assertAllIsWell(perch, before);
        }
    }

    @Test
    void direct() {
        allocateAndRelease(over(blocks), true);
    }

    @Test
    void ofTheProcess() {
        allocateAndRelease(PerchByteBufAllocator.DEFAULT, true);
    }

    @Test
    void heap() {
        PerchByteBufAllocator allocator = over(blocks);
        allocateAndRelease(allocator, false);
        ByteBuf buffer = allocator.heapBuffer(300);
        byte[] array = buffer.array();
        buffer.release();
        buffer = allocator.heapBuffer(300);
        assertThat(buffer.array()).as("an idle array, of a stripe that is not locked").isSameAs(array);
        buffer.release();
    }

    @Test
    void growth() {
        PerchByteBufAllocator allocator = over(blocks);
        for (boolean direct : new boolean[] {true, false}) {
            for (int i = 1; i < SIZES.length; i++) {
                int small = SIZES[i - 1];
                int large = SIZES[i];
                buffers[0] = direct ? allocator.directBuffer(small) : allocator.heapBuffer(small);
                held = 1;
                buffers[0].setInt(small - 4, small);
                StackDepths.few().each(() -> buffers[0].capacity(large), () -> {
                    assertAllIsWell(blocks, 0);
                    assertThat(buffers[0].getInt(small - 4)).isEqualTo(small);
                    if (buffers[0].capacity() > small) {
                        buffers[0].setInt(large - 4, 1).capacity(small);
                        buffers[0].release();
                        buffers[0] = direct ? allocator.directBuffer(small) : allocator.heapBuffer(small);
                        buffers[0].setInt(small - 4, small);
                    }
                });
                releaseAll();
            }
        }
        assertAllIsWell(blocks, 0);
    }

    @Test
    void releaseByAnotherThread() throws Exception {
        PerchByteBufAllocator allocator = over(blocks);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            StackDepths.few().each(this::releaseAll, () -> {
                assertAllIsWell(blocks, 0);
                try {
                    other.submit(() -> allocateSome(allocator, true)).get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } finally {
            other.shutdown();
        }
        releaseAll();
        assertAllIsWell(blocks, 0);
    }
}
