/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's leak detector sees our buffers. */
class LeakDetectionTest {
    private final PerchByteBufAllocator allocator = new PerchByteBufAllocator(true);
    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @BeforeEach
    void trackAll() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void restore() {
        ResourceLeakDetector.setLevel(level);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rootBuffersAreTracked(boolean direct) {
        ByteBuf tracked = direct ? allocator.directBuffer(16) : allocator.heapBuffer(16);
        assertThat(tracked).isNotInstanceOf(PerchByteBuf.class);
        assertThat(tracked.unwrap()).isInstanceOf(PerchByteBuf.class);
        assertThat(tracked.alloc()).isSameAs(allocator);
        assertThat(tracked.touch("here").toString()).contains("PerchByteBuf");
        assertThat(tracked.release()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void aBufferThatIsLostIsReported(boolean direct) throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        ByteBufUtil.setLeakListener((type, records) -> reported.countDown());
        try {
            lose(direct);
            do {
                // Netty looks for collected buffers when it tracks the next one.
                System.gc();
                allocator.heapBuffer(16).release();
            } while (!reported.await(10, TimeUnit.MILLISECONDS));
        } finally {
            ByteBufUtil.setLeakListener(null);
        }
    }

    /** Outgrows its block once, so that the object is lost in another block than the one it was made for. */
    private void lose(boolean direct) {
        ByteBuf buffer = direct ? allocator.directBuffer(16) : allocator.heapBuffer(16);
        buffer.writeZero(5000);
    }

    @Test
    void aTrackedBufferIsReusedAfterItsRelease() {
        ByteBuf first = allocator.directBuffer(3000);
        ByteBuf object = first.unwrap();
        first.release();
        Set<ByteBuf> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 1000; i++) {
            ByteBuf buffer = allocator.directBuffer(3000);
            objects.add(buffer.unwrap());
            buffer.release();
        }
        assertThat(objects).contains(object).hasSizeLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void compositeBuffersAreTracked(boolean direct) {
        ByteBuf tracked = direct ? allocator.compositeDirectBuffer() : allocator.compositeHeapBuffer();
        assertThat(tracked.getClass().getSimpleName()).contains("LeakAware");
        assertThat(tracked.release()).isTrue();
    }
}
