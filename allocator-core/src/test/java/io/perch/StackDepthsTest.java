/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.engine.MovedClock;
import io.perch.inject.StackDepths;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.util.Arrays;
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
    /** Milliseconds; nine of them are more than budget waits to be moved. */
    private static final int PERIOD = 600;

    /** Blocks and buffers are kept and dropped by stores, as a call might find no stack. */
    private final long[] held = new long[2 * BLOCKS];
    private int blocks;
    private final PooledBuffer[] buffers = new PooledBuffer[2 * BLOCKS];
    private int acquired;
    private int next;

    private void allocate(PerchAllocator perch, int sizes) {
        held[blocks] = perch.allocate(SIZES[next % sizes]);
        blocks++;
        next++;
    }

    private void allocateSome(PerchAllocator perch) {
        while (blocks < BLOCKS) {
            allocate(perch, SIZES.length - 1);
        }
    }

    /** A free that ends in a StackOverflowError has not happened, and is done again. */
    private void freeAll(PerchAllocator perch) {
        while (blocks > 0) {
            perch.free(held[blocks - 1]);
            blocks--;
        }
    }

    private void assertAllIsWell(PerchAllocator perch) {
        PerchStats stats = Sums.checked(perch);
        if (perch.checks() == null) {
            assertThat(stats.inUse()).isEqualTo(Arrays.stream(held, 0, blocks).map(perch::usableSize).sum());
        }
    }

    private void end(PerchAllocator perch) {
        freeAll(perch);
        perch.trim();
        assertThat(Sums.checked(perch).inUse()).isZero();
        perch.close();
        assertThat(perch.stats().get(Counter.RESERVED)).isZero();
        assertThat(perch.stats().committed()).isLessThan(MIB);
        if (perch.checks() != null) {
            assertThat(perch.checks().violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void allocateAndFree(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        for (int round = 0; round < 2; round++) {
            StackDepths.few().each(() -> allocate(perch, SIZES.length), () -> {
                if (blocks > BLOCKS) {
                    freeAll(perch);
                    perch.trim();
                }
                assertAllIsWell(perch);
            });
            StackDepths.few().each(() -> freeAll(perch), () -> {
                assertAllIsWell(perch);
                allocateSome(perch);
            });
        }
        end(perch);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void everythingElse(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        Runnable check = () -> {
            assertAllIsWell(perch);
            allocateSome(perch);
            freeAll(perch);
        };
        StackDepths.few().each(perch::trim, check);
        StackDepths.few().each(perch::stats, check);
        StackDepths.few().each(perch::doWork, check);
        end(perch);
    }

    /** Rounds that have something to do, by a clock that is moved on. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void maintenance(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        MovedClock clock = new MovedClock(perch.engine);
        long[] millis = {0};
        StackDepths.few().each(() -> {
            millis[0] += PERIOD;
            clock.doWork(millis[0]);
        }, () -> {
            assertAllIsWell(perch);
            allocateSome(perch);
            freeAll(perch);
        });
        end(perch);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void createAndClose(AllocatorKind kind) {
        PerchAllocator[] made = {null};
        StackDepths.many().each(() -> made[0] = kind.open(), () -> {
            if (made[0] != null) {
                end(made[0]);
                made[0] = null;
            }
        });
        PerchAllocator[] open = {kind.open()};
        StackDepths.few().each(() -> open[0].close(), () -> {
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
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void pools(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        for (BufferPool pool : new BufferPool[] {BufferPool.of(perch), BufferPool.builder(perch).quota(64 * MIB).build(),
            BufferPool.builder(perch).checked(true).build()}) {
            StackDepths.few().each(() -> acquire(pool, SIZES.length), () -> {
                if (acquired > BLOCKS) {
                    closeBuffers();
                    perch.trim();
                    assertThat(Sums.checked(perch).inUse()).isZero();
                }
                assertThat(pool.live()).isEqualTo(acquired);
            });
            StackDepths.few().each(this::closeBuffers, () -> {
                assertThat(pool.live()).isEqualTo(acquired);
                while (acquired < BLOCKS) {
                    acquire(pool, SIZES.length - 1);
                }
            });
            closeBuffers();
            assertThat(pool.live()).isZero();
            assertThat(pool.charged()).isZero();
            pool.close();
        }
        end(perch);
    }

    private void acquire(BufferPool pool, int sizes) {
        buffers[acquired] = pool.acquire(SIZES[next % sizes]);
        acquired++;
        next++;
    }

    private void closeBuffers() {
        while (acquired > 0) {
            buffers[acquired - 1].close();
            acquired--;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED"})
    void prewarm(AllocatorKind kind) {
        PerchAllocator perch = kind.open();
        int[] calls = {0};
        // A prewarming that passes takes a while, and all that pass are the same.
        StackDepths.few().each(() -> {
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
