/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A buffer object belongs to one block, whatever happens to it: reuse, growth, release by any thread, misuse. */
class BlockBindingTest {
    private final PerchAllocator blocks = PerchAllocator.create();
    private final PerchByteBufAllocator allocator = PerchByteBufAllocator.builder().allocator(blocks).build();

    @AfterEach
    void close() {
        blocks.close();
    }

    @Test
    void blockKeepsItsObject() {
        Map<Long, ByteBuf> objects = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            List<ByteBuf> live = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                ByteBuf buffer = allocator.directBuffer(256);
                assertThat(objects.computeIfAbsent(buffer.memoryAddress(), address -> root(buffer))).isSameAs(root(buffer));
                live.add(buffer);
            }
            live.forEach(ByteBuf::release);
        }
        Set<ByteBuf> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(objects.values());
        assertThat(distinct).as("no object in two blocks").hasSameSizeAs(objects.values());
    }

    @Test
    void reusedObjectIsAsNew() {
        ByteBuf buffer = allocator.directBuffer(256, 300);
        buffer.writeZero(200).skipBytes(100).markReaderIndex().markWriterIndex();
        long address = buffer.memoryAddress();
        buffer.release();
        ByteBuf next = allocateAt(address);
        assertThat(next.capacity()).isEqualTo(250);
        assertThat(next.maxCapacity()).isEqualTo(1000);
        assertThat(next.resetReaderIndex().readerIndex()).isZero();
        assertThat(next.resetWriterIndex().writerIndex()).isZero();
        assertThat(next.refCnt()).isOne();
        next.release();
    }

    /** The next buffer of the block: others are taken out of the way, because the thread may have changed its CPU meanwhile. */
    private ByteBuf allocateAt(long address) {
        List<ByteBuf> others = new ArrayList<>();
        ByteBuf buffer = allocator.directBuffer(250, 1000);
        while (buffer.memoryAddress() != address) {
            others.add(buffer);
            assertThat(others).as("block never came back").hasSizeLessThan(1 << 20);
            buffer = allocator.directBuffer(250, 1000);
        }
        others.forEach(ByteBuf::release);
        return buffer;
    }

    @Test
    void growthSwapsBlocks() {
        ByteBuf buffer = allocator.directBuffer(64).writeLong(42);
        long small = buffer.memoryAddress();
        buffer.capacity(4096);
        assertThat(buffer.getLong(0)).isEqualTo(42);
        assertThat(buffer.memoryAddress()).isNotEqualTo(small);
        assertBound(buffer);
        Object exchanged = blocks.boundObjects().get(small, SizeClasses.classOf(64));
        assertThat(exchanged).isInstanceOf(PerchByteBuf.class).isNotSameAs(root(buffer));
        assertThat(((PerchByteBuf) exchanged).refCnt()).isZero();
        assertThat(((PerchByteBuf) exchanged).room()).isLessThan(4096);
        buffer.release();
        assertThat(blocks.stats().inUse()).isZero();
    }

    @Test
    void objectAndBlockStayOneToOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ByteBuf> live = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (live.size() < 100 || random.nextInt(3) == 0) {
                live.add(stamp(allocator.directBuffer(random.nextInt(1 << random.nextInt(15)))));
            }
            int at = random.nextInt(live.size());
            ByteBuf buffer = live.get(at);
            assertStamped(buffer, seed);
            if (random.nextBoolean()) {
                int capacity = random.nextInt(1 << random.nextInt(16));
                int kept = Math.min(capacity, buffer.capacity());
                buffer.capacity(capacity);
                assertThat(buffer.capacity()).isEqualTo(capacity);
                assertThat(buffer.writerIndex()).as("seed %d", seed).isEqualTo(kept);
                assertStamped(buffer, seed);
                stamp(buffer);
            } else {
                buffer.release();
                live.set(at, live.get(live.size() - 1));
                live.remove(live.size() - 1);
            }
            live.subList(Math.max(0, live.size() - 3), live.size()).forEach(this::assertBound);
        }
        assertThat(live.stream().map(ByteBuf::memoryAddress)).as("seed %d", seed).doesNotHaveDuplicates();
        live.forEach(this::assertBound);
        live.forEach(ByteBuf::release);
        assertThat(blocks.stats().inUse()).isZero();
    }

    private static ByteBuf stamp(ByteBuf buffer) {
        buffer.clear();
        byte stamp = (byte) System.identityHashCode(root(buffer));
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.writeByte(stamp);
        }
        return buffer;
    }

    private static void assertStamped(ByteBuf buffer, long seed) {
        byte stamp = (byte) System.identityHashCode(root(buffer));
        assertThat(buffer.forEachByte(value -> value == stamp)).as("foreign byte, seed %d", seed).isEqualTo(-1);
    }

    private void assertBound(ByteBuf buffer) {
        int sizeClass = blocks.spanOf(buffer.memoryAddress()).sizeClass();
        assertThat(blocks.boundObjects().get(buffer.memoryAddress(), sizeClass)).isSameAs(root(buffer));
    }

    @Test
    void secondReleaseIsRefused() {
        ByteBuf buffer = allocator.directBuffer(256);
        buffer.release();
        assertThatThrownBy(buffer::release).isInstanceOf(IllegalReferenceCountException.class);
        assertThatThrownBy(buffer::memoryAddress).isInstanceOf(IllegalReferenceCountException.class);
        assertThatThrownBy(() -> buffer.capacity(1 << 20)).isInstanceOf(IllegalReferenceCountException.class);
        assertThat(blocks.stats().inUse()).isZero();
        ByteBuf first = allocator.directBuffer(256);
        ByteBuf second = allocator.directBuffer(256);
        assertThat(first.memoryAddress()).isNotEqualTo(second.memoryAddress());
        first.release();
        second.release();
    }

    @Test
    void allocatorsOverTheSameBlocksKeepTheirBuffersApart() {
        PerchByteBufAllocator other = PerchByteBufAllocator.builder().allocator(blocks).build();
        for (int i = 0; i < 100; i++) {
            ByteBuf ours = allocator.directBuffer(64);
            assertThat(ours.alloc()).isSameAs(allocator);
            ours.release();
            ByteBuf theirs = other.directBuffer(64);
            assertThat(theirs.alloc()).isSameAs(other);
            theirs.release();
        }
    }

    @Test
    void growsFromNothing() {
        ByteBuf buffer = allocator.directBuffer(0, 100_000);
        assertThat(buffer.capacity()).isZero();
        for (int i = 0; i < 25_000; i++) {
            buffer.writeInt(i);
        }
        for (int i = 0; i < 25_000; i++) {
            assertThat(buffer.readInt()).isEqualTo(i);
        }
        buffer.release();
    }

    private static ByteBuf root(ByteBuf buffer) {
        return buffer instanceof PerchByteBuf ? buffer : buffer.unwrap();
    }
}
