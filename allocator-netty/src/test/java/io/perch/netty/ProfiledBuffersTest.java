/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.profile.CallSite;
import io.perch.profile.Estimate;
import io.perch.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Buffers of a profiled allocator, which are used again and again, and each time are another user's. */
class ProfiledBuffersTest {
    private static final int SIZE = 1000;
    /** The block of {@link #SIZE}. */
    private static final int BLOCK = 1024;
    private static final int LARGE = 3 << 20;
    private static final int THREADS = 100;

    private static PerchByteBufAllocator allocator(long interval) {
        PerchConfig config = PerchConfig.builder().profile(interval).build();
        return PerchByteBufAllocator.builder().allocator(PerchAllocator.create(config)).build();
    }

    private static int samples(PerchByteBufAllocator allocator) {
        return allocator.allocator().profile().sites().stream().mapToInt(CallSite::samples).sum();
    }

    private static long liveBytes(PerchByteBufAllocator allocator) {
        return Math.round(allocator.allocator().profile().liveBytes().value());
    }

    @Test
    void aBufferIsSampledEachTimeItIsHandedOut() throws InterruptedException {
        PerchByteBufAllocator allocator = allocator(1);
        for (int round = 0; round < 3; round++) {
            ByteBuf buffer = allocator.directBuffer(SIZE).retain();
            ByteBuf large = allocator.directBuffer(LARGE);
            assertThat(samples(allocator)).isEqualTo(2);
            assertThat(liveBytes(allocator)).isEqualTo(BLOCK + LARGE);
            buffer.release();
            large.release();
            assertThat(samples(allocator)).isEqualTo(1);
            Thread other = new Thread(buffer::release);
            other.start();
            other.join();
            assertThat(samples(allocator)).isZero();
            assertThat(allocator.heapBuffer(SIZE).release()).isTrue();
        }
        allocator.close();
    }

    @Test
    void aBufferThatGrowsIsThatOfItsBlock() {
        PerchByteBufAllocator allocator = allocator(1);
        for (int round = 0; round < 3; round++) {
            ByteBuf buffer = allocator.directBuffer(SIZE);
            for (int size = BLOCK; size <= 2 * LARGE; size *= 2) {
                buffer.capacity(size);
                assertThat(samples(allocator)).isEqualTo(1);
                assertThat(liveBytes(allocator)).isEqualTo(size);
            }
            buffer.release();
            assertThat(samples(allocator)).isZero();
        }
        allocator.close();
    }

    @Test
    void buffersThatNettyTracksAreSampled() {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            PerchByteBufAllocator allocator = allocator(1);
            ByteBuf buffer = allocator.directBuffer(SIZE);
            assertThat(samples(allocator)).isEqualTo(1);
            buffer.release();
            assertThat(samples(allocator)).isZero();
            allocator.close();
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }

    @Test
    void buffersThatWereThereBeforeAreSampledAndThoseOfAnEarlierProfileForgotten() {
        PerchByteBufAllocator allocator = allocator(0);
        PerchAllocator blocks = allocator.allocator();
        ByteBuf old = allocator.directBuffer(SIZE);
        blocks.profileEvery(1);
        for (int round = 0; round < 3; round++) {
            ByteBuf buffer = allocator.directBuffer(SIZE);
            assertThat(samples(allocator)).isEqualTo(1);
            blocks.profileEvery(round % 2);
            blocks.profileEvery(1);
            assertThat(samples(allocator)).isZero();
            buffer.release();
            assertThat(samples(allocator)).isZero();
        }
        ByteBuf kept = allocator.directBuffer(SIZE);
        blocks.profileEvery(0);
        kept.release();
        blocks.profileEvery(1);
        kept = allocator.directBuffer(SIZE);
        old.release();
        assertThat(samples(allocator)).isEqualTo(1);
        kept.release();
        assertThat(samples(allocator)).isZero();
        allocator.close();
    }

    /** Arrays are on the heap, whose profilers know them. */
    @Test
    void componentsAreSampledAndHeapBuffersAreNot() {
        PerchByteBufAllocator allocator = allocator(1);
        ByteBuf heap = allocator.heapBuffer(SIZE);
        CompositeByteBuf composite = allocator.compositeDirectBuffer();
        composite.addComponent(true, allocator.directBuffer(SIZE).writeZero(SIZE));
        composite.addComponent(true, allocator.heapBuffer(SIZE).writeZero(SIZE));
        assertThat(samples(allocator)).isEqualTo(1);
        // What is written behind the components needs a component of its own.
        composite.writeZero(SIZE);
        assertThat(samples(allocator)).isEqualTo(2);
        composite.readerIndex(2 * SIZE).discardReadComponents();
        assertThat(samples(allocator)).isEqualTo(1);
        ByteBuf copy = composite.consolidate().copy();
        assertThat(samples(allocator)).isEqualTo(2);
        ByteBuf slice = copy.retainedSlice(0, 1);
        copy.release();
        assertThat(samples(allocator)).isEqualTo(2);
        slice.release();
        composite.release();
        heap.release();
        assertThat(samples(allocator)).isZero();
        allocator.close();
    }

    /** The one whose buffer it is has ended, and another one gives it back. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void buffersOfVirtualThreadsAreThoseOfTheirCallSites() throws Exception {
        PerchByteBufAllocator allocator = allocator(1);
        Queue<ByteBuf> held = new ConcurrentLinkedQueue<>();
        onVirtualThreads(() -> held.add(inVirtualThread(allocator)));
        assertThat(samples(allocator)).isEqualTo(THREADS);
        assertThat(allocator.allocator().profile().holders()).singleElement().satisfies(site -> assertThat(site.frames())
                .anyMatch(frame -> frame.getMethodName().equals("inVirtualThread")));
        onVirtualThreads(() -> held.remove().release());
        assertThat(samples(allocator)).isZero();
        allocator.close();
    }

    private static ByteBuf inVirtualThread(PerchByteBufAllocator allocator) {
        Thread.yield();
        return allocator.directBuffer(SIZE);
    }

    /** The tests compile for a release without them. */
    private static void onVirtualThreads(Runnable task) throws ReflectiveOperationException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void passing(PerchByteBufAllocator allocator) {
        for (int i = 0; i < 20_000; i++) {
            allocator.directBuffer(SIZE).release();
        }
    }

    /** A few buffers are used all the time, each with gaps of its own. */
    @Test
    void estimatesAreThoseOfAllBytesThatPassed() {
        PerchByteBufAllocator allocator = allocator(4 << 10);
        List<ByteBuf> held = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            held.add(allocator.directBuffer(SIZE));
        }
        passing(allocator);
        Profile profile = allocator.allocator().profile();
        assertThat(profile.liveBytes().value()).isCloseTo(5000.0 * BLOCK, offset(6 * profile.liveBytes().standardError()));
        Estimate passed = profile.sites().stream().filter(site -> site.frames().stream().anyMatch(frame ->
                frame.getMethodName().equals("passing"))).map(CallSite::allocatedBytes).reduce(Estimate.NONE, Estimate::plus);
        assertThat(passed.value()).isCloseTo(20_000.0 * BLOCK, offset(6 * passed.standardError()));
        held.forEach(ByteBuf::release);
        assertThat(samples(allocator)).isZero();
        allocator.close();
    }
}
