/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.perch.PerchAllocator;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool of the packaged jar. */
@Timeout(60)
class BufferPoolIT {
    private static final int LIVE = 64;
    private static final int OPERATIONS = 100_000;
    private static final int ROUNDS = 200_000;

    private final PerchAllocator allocator = PerchAllocator.create();
    private final BufferPool pool = BufferPool.of(allocator);

    @Test
    void aSegmentIsTheBlockOnJdk22AndLater() throws ReflectiveOperationException {
        PooledBuffer buffer = pool.acquire(100);
        if (Runtime.version().feature() < 22) {
            assertThatThrownBy(() -> PooledBuffer.class.getMethod("segment")).isInstanceOf(NoSuchMethodException.class);
            buffer.close();
            return;
        }
        Method segment = PooledBuffer.class.getMethod("segment");
        Class<?> type = segment.getReturnType();
        Object memory = segment.invoke(buffer);
        assertThat(type.getMethod("address").invoke(memory)).isEqualTo(buffer.address());
        assertThat(type.getMethod("byteSize").invoke(memory)).isEqualTo((long) buffer.capacity());
        assertThat(segment.invoke(buffer)).isSameAs(memory);
        buffer.close();
        assertThatThrownBy(() -> segment.invoke(buffer)).isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWarmPoolMakesNoGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PooledBuffer[] live = new PooledBuffer[LIVE];
        BufferPool quota = BufferPool.builder(allocator).quota(1 << 30).build();
        long least = Long.MAX_VALUE;
        // A round may be the first to run on some CPU, and make handles for blocks there.
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            use(live, quota);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes of garbage of %d operations", OPERATIONS).isZero();
    }

    private void use(PooledBuffer[] live, BufferPool quota) {
        for (int i = 0; i < OPERATIONS; i++) {
            int slot = i % LIVE;
            if (live[slot] != null) {
                live[slot].byteBuffer().putInt(0, i);
                live[slot].retain().close();
                live[slot].close();
            }
            live[slot] = (i % 2 == 0 ? pool : quota).acquire(8 + i % 4096);
            live[slot].byteBuffer();
        }
        for (int i = 0; i < LIVE; i++) {
            live[i].close();
            live[i] = null;
        }
    }

    @Test
    void buffersThatManyThreadsPassOnAreNeverSharedAndNeverLost() throws InterruptedException {
        AtomicReferenceArray<PooledBuffer> places = new AtomicReferenceArray<>(LIVE);
        Thread[] threads = new Thread[4];
        Throwable[] failure = new Throwable[1];
        for (int t = 0; t < threads.length; t++) {
            int seed = t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    PooledBuffer mine = pool.acquire(8 + (i + seed) % 1000);
                    mine.byteBuffer().putLong(0, mine.address());
                    PooledBuffer others = places.getAndSet((i * 31 + seed * 7) % LIVE, mine);
                    if (others != null) {
                        assertThat(others.byteBuffer().getLong(0)).isEqualTo(others.address());
                        others.close();
                    }
                }
            });
            threads[t].setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure[0]).isNull();
        int left = 0;
        for (int i = 0; i < LIVE; i++) {
            if (places.get(i) != null) {
                left++;
            }
        }
        assertThat(pool.live()).isEqualTo(left);
        for (int i = 0; i < LIVE; i++) {
            if (places.get(i) != null) {
                places.get(i).close();
            }
        }
        assertThat(pool.live()).isZero();
        assertThat(allocator.stats().inUse()).isZero();
    }
}
