/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.perch.PerchAllocator;
import io.perch.Prewarm;
import io.perch.pool.BufferPool;
import io.perch.stats.Counter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars, as users have them: on JDK 17 and on JDK 25. */
@Timeout(60)
class PackagedAgronaIT {
    private static final int OPERATIONS = 50_000;
    private static final int LIVE = 16;

    private final PerchAllocator allocator = PerchAllocator.create();
    private final BufferPool handles = BufferPool.of(allocator);
    private final DirectBufferPool pool = new DirectBufferPool(handles);
    private final PerchBuffers memory = new PerchBuffers(allocator);

    @AfterEach
    void nothingIsLost() {
        assertThat(allocator.stats().inUse()).isZero();
        allocator.close();
    }

    @Test
    void theClassesAreThoseOfTheJars() {
        for (Class<?> type : new Class<?>[] {DirectBufferPool.class, BufferPool.class}) {
            assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath()).endsWith(".jar");
        }
    }

    @Test
    void aMessageGoesThroughARingAndABufferThatGrows() {
        OneToOneRingBuffer ring = memory.oneToOneRing(1 << 16);
        try (PooledDirectBuffer message = pool.acquire(100);
                ExpandablePerchBuffer journal = new ExpandablePerchBuffer(handles, 8)) {
            for (int i = 0; i < 1000; i++) {
                message.buffer().putLong(0, i);
                assertThat(ring.write(1, message.buffer(), 0, 100)).isTrue();
                // Where the ring wraps around nothing is read; the next call reads the message.
                ring.read((type, buffer, index, length) -> journal.putBytes((int) buffer.getLong(index) * 8, buffer, index, 8));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(journal.getLong(i * 8)).isEqualTo(i);
            }
        }
        memory.free(ring.buffer());
    }

    @Test
    void anotherReaderSeesTheCounters(@TempDir Path directory) throws IOException {
        try (PooledDirectBuffer message = pool.acquire(300);
                CountersFile file = CountersFile.create(allocator, directory.resolve("counters"), 0);
                CountersView view = CountersView.open(file.path())) {
            assertThat(view.reader().getCounterValue(Counter.ALL.indexOf(Counter.IN_USE))).isEqualTo(message.buffer().capacity());
        }
    }

    @Test
    void warmViewsMakeNoGarbage() {
        handles.prewarm(Prewarm.of(256, 2 * LIVE));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PooledDirectBuffer[] live = new PooledDirectBuffer[LIVE];
        long least = Long.MAX_VALUE;
        // Each round may be the first to use some block's second handle, and then creates its view.
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < OPERATIONS; i++) {
                if (live[i % LIVE] != null) {
                    live[i % LIVE].close();
                }
                live[i % LIVE] = pool.acquire(256);
                live[i % LIVE].buffer().putInt(0, i);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        for (PooledDirectBuffer buffer : live) {
            buffer.close();
        }
        assertThat(least).as("bytes of garbage of %d operations", OPERATIONS).isZero();
    }
}
