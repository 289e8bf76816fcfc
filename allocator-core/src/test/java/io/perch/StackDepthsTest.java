/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Counter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation with 0 to 400 stack frames left, in each mode: nothing is lost, doubled or left locked. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackDepthsTest {
    private static final long MIB = 1 << 20;
    private static final int[] SIZES = {64, 256, 4096, 100_000, 3 << 20};
    /** More than a list has at first, so that lists underflow and overflow. */
    private static final int BLOCKS = 40;

    private final List<Long> held = new ArrayList<>();
    private final Deque<PooledBuffer> buffers = new ArrayDeque<>();
    private int next;

    private void allocateSome(PerchAllocator perch) {
        for (int i = 0; i < BLOCKS; i++) {
            held.add(perch.allocate(SIZES[next++ % 4]));
        }
    }

    /** A free that ends in a StackOverflowError has not happened, and is done again. */
    private void freeAll(PerchAllocator perch) {
        while (!held.isEmpty()) {
            long block = held.get(held.size() - 1);
            perch.free(block);
            held.remove(held.size() - 1);
        }
    }

    private void assertAllIsWell(PerchAllocator perch) {
        long size = 0;
        for (long block : held) {
            size += perch.checks() != null ? 0 : perch.usableSize(block);
        }
        if (perch.checks() == null) {
            assertThat(StackDepths.checked(perch).inUse()).isEqualTo(size);
        } else {
            StackDepths.checked(perch);
        }
    }

    private void end(PerchAllocator perch) {
        freeAll(perch);
        perch.trim();
        assertThat(StackDepths.checked(perch).inUse()).isZero();
        perch.close();
        assertThat(perch.stats().get(Counter.RESERVED)).isZero();
        assertThat(perch.stats().committed()).isLessThan(MIB);
        if (perch.checks() != null) {
            assertThat(perch.checks().violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allocateAndFree(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        for (int round = 0; round < 2; round++) {
            new StackDepths().each(() -> held.add(perch.allocate(SIZES[next++ % SIZES.length])), () -> {
                if (held.size() > BLOCKS) {
                    freeAll(perch);
                    perch.trim();
                }
                assertAllIsWell(perch);
            });
            new StackDepths().each(() -> freeAll(perch), () -> {
                assertAllIsWell(perch);
                if (held.size() < BLOCKS) {
                    allocateSome(perch);
                }
            });
        }
        end(perch);
    }

    @ParameterizedTest
    @EnumSource
    void everythingElse(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        Runnable check = () -> {
            assertAllIsWell(perch);
            allocateSome(perch);
            freeAll(perch);
        };
        new StackDepths().each(perch::trim, check);
        new StackDepths().each(perch::stats, check);
        new StackDepths().each(perch::doWork, check);
        end(perch);
    }

    @ParameterizedTest
    @EnumSource
    void createAndClose(AllocatorKind kind) {
        List<PerchAllocator> made = new ArrayList<>();
        new StackDepths().each(() -> made.add(kind.open()), () -> {
            made.forEach(this::end);
            made.clear();
        });
        PerchAllocator[] open = {kind.open()};
        new StackDepths().each(() -> open[0].close(), () -> {
            if (!open[0].isClosed()) {
                allocateSome(open[0]);
                freeAll(open[0]);
                return;
            }
            end(open[0]);
            open[0] = kind.open();
            allocateSome(open[0]);
            freeAll(open[0]);
        });
        open[0].close();
    }

    @ParameterizedTest
    @EnumSource
    void pools(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        for (BufferPool pool : new BufferPool[] {BufferPool.of(perch), BufferPool.builder(perch).quota(64 * MIB).build(),
            BufferPool.builder(perch).checked(true).build()}) {
            new StackDepths().each(() -> buffers.push(pool.acquire(SIZES[next++ % SIZES.length])), () -> {
                if (buffers.size() > BLOCKS) {
                    closeBuffers();
                    perch.trim();
                    assertThat(StackDepths.checked(perch).inUse()).isZero();
                }
                assertThat(pool.live()).isEqualTo(buffers.size());
            });
            new StackDepths().each(this::closeBuffers, () -> {
                assertThat(pool.live()).isEqualTo(buffers.size());
                while (buffers.size() < BLOCKS) {
                    buffers.push(pool.acquire(SIZES[next++ % SIZES.length]));
                }
            });
            closeBuffers();
            assertThat(pool.live()).isZero();
            assertThat(pool.charged()).isZero();
            pool.close();
        }
        end(perch);
    }

    private void closeBuffers() {
        while (!buffers.isEmpty()) {
            buffers.peek().close();
            buffers.pop();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED"})
    void prewarm(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        int[] calls = {0};
        // A prewarming that passes takes a while, and all that pass are the same.
        new StackDepths().each(() -> {
            if (calls[0] < 3) {
                perch.prewarm(Prewarm.of(SizeClasses.size(5), 8));
                calls[0]++;
            } else {
                throw new StackOverflowError("for the test");
            }
        }, () -> assertAllIsWell(perch));
        end(perch);
    }
}
