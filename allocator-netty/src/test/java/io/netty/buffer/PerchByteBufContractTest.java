/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.netty.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ResourceLeakTracker;
import io.netty.util.Version;
import io.netty.util.internal.PlatformDependent;
import io.perch.netty.PerchByteBufAllocator;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Netty's own published suites for buffers, over Perch's: roots of both kinds and byte orders, and everything that Netty derives
 * from or wraps around them.
 */
class PerchByteBufContractTest {
    private static final PerchByteBufAllocator ALLOCATOR = new PerchByteBufAllocator(true);
    private static final boolean NETTY_41 = Version.identify().get("netty-buffer").artifactVersion().startsWith("4.1.");

    private static ByteBuf allocate(boolean direct, int length, int maxCapacity) {
        return direct ? ALLOCATOR.directBuffer(length, maxCapacity) : ALLOCATOR.heapBuffer(length, maxCapacity);
    }

    /** A root buffer as Perch hands it out, and what is particular to it. */
    abstract static class Root extends AbstractByteBufTest {
        private final boolean direct;

        Root(boolean direct) {
            this.direct = direct;
        }

        @Override
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            ByteBuf buffer = allocate(direct, length, maxCapacity);
            assertEquals(length, buffer.capacity());
            assertEquals(maxCapacity, buffer.maxCapacity());
            buffer.resetReaderIndex();
            buffer.resetWriterIndex();
            assertEquals(0, buffer.writerIndex());
            assertEquals(0, buffer.readerIndex());
            return buffer;
        }

        @Override
        @Test
        public void testMaxFastWritableBytes() {
            assertFastWritableBytesReachTheBlocksEnd(newBuffer(150, 500));
        }

        @Test
        void isContiguous() {
            ByteBuf buffer = newBuffer(4);
            assertTrue(buffer.isContiguous());
            buffer.release();
        }
    }

    /** Direct roots. */
    @Nested
    class Direct extends Root {
        Direct() {
            super(true);
        }
    }

    /** Heap roots. */
    @Nested
    class Heap extends Root {
        Heap() {
            super(false);
        }
    }

    /** The deprecated byte order view. */
    abstract static class LittleEndian extends Root {
        LittleEndian(boolean direct) {
            super(direct);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            return super.newBuffer(length, maxCapacity).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Direct roots, little endian. */
    @Nested
    class DirectLittleEndian extends LittleEndian {
        DirectLittleEndian() {
            super(true);
        }
    }

    /** Heap roots, little endian. */
    @Nested
    class HeapLittleEndian extends LittleEndian {
        HeapLittleEndian() {
            super(false);
        }
    }

    /** The suite hands in an unpooled buffer to cut a slice from; one of Perch's takes its place. */
    abstract static class Slice extends SlicedByteBufTest {
        private final boolean direct;

        Slice(boolean direct) {
            this.direct = direct;
        }

        @Override
        protected ByteBuf newSlice(ByteBuf unpooled, int offset, int length) {
            return allocate(direct, unpooled.capacity(), Integer.MAX_VALUE).slice(offset, length);
        }
    }

    /** Slices of direct buffers. */
    @Nested
    class DirectSlice extends Slice {
        DirectSlice() {
            super(true);
        }
    }

    /** Slices of heap buffers. */
    @Nested
    class HeapSlice extends Slice {
        HeapSlice() {
            super(false);
        }
    }

    /** Slices that hold a reference. */
    @Nested
    class RetainedSlice extends RetainedSlicedByteBufTest {
        @Override
        protected ByteBuf newSlice(ByteBuf unpooled, int offset, int length) {
            return super.newSlice(allocate(true, unpooled.capacity(), Integer.MAX_VALUE), offset, length);
        }
    }

    /** Duplicates. */
    @Nested
    class Duplicate extends DuplicatedByteBufTest {
        @Override
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            return allocate(true, length, maxCapacity).duplicate();
        }
    }

    /** Duplicates that are all that holds the root. */
    @Nested
    class RetainedDuplicate extends DuplicatedByteBufTest {
        @Override
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            ByteBuf root = allocate(true, length, maxCapacity);
            ByteBuf duplicate = root.retainedDuplicate();
            root.release();
            return duplicate;
        }
    }

    /** Composites of direct buffers. */
    @Nested
    class DirectComposite extends BigEndianCompositeByteBufTest {
        @Override
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            return composite(true, length, maxCapacity);
        }
    }

    /** Composites of heap buffers. */
    @Nested
    class HeapComposite extends BigEndianCompositeByteBufTest {
        @Override
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            return composite(false, length, maxCapacity);
        }
    }

    /** Composites, little endian. */
    @Nested
    class CompositeLittleEndian extends LittleEndianCompositeByteBufTest {
        @Override
        @SuppressWarnings("deprecation")
        protected ByteBuf newBuffer(int length, int maxCapacity) {
            return composite(true, length, maxCapacity).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Components of 1 to 9 bytes and of none in turn, cut to the length. */
    private static ByteBuf composite(boolean direct, int length, int maxCapacity) {
        Assumptions.assumeTrue(maxCapacity == Integer.MAX_VALUE, "a composite buffer has no maximal capacity of its own");
        Assumptions.assumeFalse(direct && NETTY_41 && !PlatformDependent.hasUnsafe(),
                "Netty 4.1 without Unsafe asserts that direct buffers have one component when it encodes UTF-8");
        CompositeByteBuf composite = direct ? ALLOCATOR.compositeDirectBuffer(Integer.MAX_VALUE)
                : ALLOCATOR.compositeHeapBuffer(Integer.MAX_VALUE);
        for (int i = 0; composite.capacity() < length; i++) {
            int size = i % 9 + 1;
            composite.addComponent(true, allocate(direct, size, size).writeZero(size));
            composite.addComponent(true, Unpooled.EMPTY_BUFFER);
        }
        // The suite expects at least two components, also of nothing.
        composite.addComponent(true, Unpooled.EMPTY_BUFFER).addComponent(true, Unpooled.EMPTY_BUFFER);
        return composite.capacity(length).setIndex(0, 0);
    }

    /** What the leak detector wraps around a sampled buffer. */
    @Nested
    class LeakAware extends SimpleLeakAwareByteBufTest {
        @Override
        protected SimpleLeakAwareByteBuf wrap(ByteBuf unpooled, ResourceLeakTracker<ByteBuf> tracker) {
            return new SimpleLeakAwareByteBuf(moved(unpooled, true), unpooled, tracker);
        }

        @Override
        @Test
        public void testMaxFastWritableBytes() {
            assertFastWritableBytesReachTheBlocksEnd(newBuffer(150, 500));
        }
    }

    /** The same where it records every access. */
    @Nested
    class AdvancedLeakAware extends AdvancedLeakAwareByteBufTest {
        @Override
        protected SimpleLeakAwareByteBuf wrap(ByteBuf unpooled, ResourceLeakTracker<ByteBuf> tracker) {
            return new AdvancedLeakAwareByteBuf(moved(unpooled, false), unpooled, tracker);
        }

        @Override
        @Test
        public void testMaxFastWritableBytes() {
            assertFastWritableBytesReachTheBlocksEnd(newBuffer(150, 500));
        }
    }

    /** The suite's own test of this expects what unpooled buffers do: nothing beyond the capacity. */
    private static void assertFastWritableBytesReachTheBlocksEnd(ByteBuf buffer) {
        buffer.writerIndex(100);
        int fast = buffer.maxFastWritableBytes();
        assertTrue(fast >= 50 && fast <= 400, "fast writable: " + fast);
        boolean direct = buffer.hasMemoryAddress();
        long before = direct ? buffer.memoryAddress() : System.identityHashCode(buffer.array());
        buffer.ensureWritable(fast);
        assertEquals(before, direct ? buffer.memoryAddress() : System.identityHashCode(buffer.array()), "moved");
        assertEquals(100 + fast, buffer.capacity());
        buffer.release();
    }

    /** A buffer of Perch with the content and the indices of one that a suite made. */
    private static ByteBuf moved(ByteBuf unpooled, boolean direct) {
        ByteBuf buffer = allocate(direct, unpooled.capacity(), unpooled.maxCapacity());
        buffer.setBytes(0, unpooled, 0, unpooled.capacity());
        buffer.setIndex(unpooled.readerIndex(), unpooled.writerIndex());
        unpooled.release();
        return buffer;
    }

    @Test
    void rootsAreNotWrappedAgain() {
        ByteBuf buffer = allocate(true, 8, 8);
        ByteBuf slice = buffer.slice(2, 4);
        ByteBuf root = buffer instanceof SimpleLeakAwareByteBuf ? buffer.unwrap() : buffer;
        ByteBuf sliced = slice instanceof SimpleLeakAwareByteBuf ? slice.unwrap() : slice;
        assertEquals("PerchByteBuf", root.getClass().getSimpleName());
        assertEquals(null, root.unwrap());
        assertEquals(root, sliced.unwrap());
        buffer.release();
    }
}
