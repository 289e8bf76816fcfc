/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    void compositeBuffersAreTracked(boolean direct) {
        ByteBuf tracked = direct ? allocator.compositeDirectBuffer() : allocator.compositeHeapBuffer();
        assertThat(tracked.getClass().getSimpleName()).contains("LeakAware");
        assertThat(tracked.release()).isTrue();
    }
}
