/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.Prewarm;
import io.perch.sizeclass.SizeClasses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A checked pool tells who. */
@Timeout(60)
class CheckedPoolTest {
    private final PerchAllocator allocator = PerchAllocator.create();
    private final BufferPool pool = BufferPool.builder(allocator).name("checked").checked(true).build();

    @AfterEach
    void close() {
        allocator.close();
    }

    @Test
    void aMistakeShowsWhoAcquiredAndWhoReleased() throws InterruptedException {
        PooledBuffer buffer = pool.acquire(100);
        Thread releaser = new Thread(buffer::close, "the releaser");
        releaser.start();
        releaser.join();
        for (int users = 0; users < 3; users++) {
            pool.acquire(100).close();
        }
        Throwable misuse = catchThrowable(buffer::close);
        assertThat(misuse).isInstanceOf(IllegalStateException.class);
        assertThat(Arrays.stream(misuse.getSuppressed()).map(Throwable::getMessage))
                .containsExactly("acquired by " + Thread.currentThread().getName(), "released by the releaser");
        assertThat(misuse.getSuppressed()[0].getStackTrace()).anyMatch(frame -> frame.getMethodName().startsWith("aMistake"));
        assertThat(allocator.stats().inUse()).isZero();
    }

    @Test
    void aLostBufferIsReportedAndItsBlockIsNotHandedOutAgain() {
        pool.acquire(100).byteBuffer().putLong(42);
        while (pool.leaks() == 0) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(pool.leaks()).isOne();
        assertThat(pool.live()).isZero();
        assertThat(allocator.stats().inUse()).isEqualTo(128);
    }

    @Test
    void onACheckedAllocatorAllOfABufferIsTheUsers() {
        try (PerchAllocator strict = PerchAllocator.create(PerchConfig.builder().checked(true).guardEvery(1).build())) {
            for (BufferPool each : List.of(BufferPool.of(strict), BufferPool.builder(strict).quota(16 << 20).build(),
                    BufferPool.builder(strict).checked(true).build())) {
                for (int size : new int[] {1, 100, 5000, SizeClasses.MAX_SIZE, 3 << 20}) {
                    try (PooledBuffer buffer = each.acquire(size)) {
                        buffer.byteBuffer().clear();
                        while (buffer.byteBuffer().hasRemaining()) {
                            buffer.byteBuffer().put((byte) 7);
                        }
                    }
                }
                assertThat(each.live()).isZero();
            }
            strict.prewarm(Prewarm.of(100, 5));
            strict.trim();
            assertThat(strict.checks().violations()).isEmpty();
            assertThat(strict.stats().inUse()).isZero();
        }
    }

    @Test
    void liveBuffersAreCountedAndOutliveTheClose() {
        PooledBuffer buffer = pool.acquire(100);
        PooledBuffer large = pool.acquire(1 << 20);
        pool.close();
        assertThat(pool.live()).isEqualTo(2);
        buffer.close();
        large.close();
        assertThat(pool.live()).isZero();
        assertThat(allocator.stats().inUse()).isZero();
    }
}
