/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.Registered;

/**
 * The events of Netty 4.2's allocators, with the same names and fields, so that recordings, settings and tools made for those also
 * show Perch, even on Netty 4.1. {@code io.netty.ReturnChunk} is Perch's own.
 *
 * <p>They are off until a recording asks for them, and are registered when Flight Recorder starts.
 */
final class AllocatorEvents {
    private AllocatorEvents() {
    }

    /** What all events have in common. */
    @Category("Netty")
    @Enabled(false)
    @Registered(false)
    abstract static class AllocatorEvent extends Event {
        @Label("Allocator type")
        @Description("The type of allocator this event is for")
        Class<? extends AbstractByteBufAllocator> allocatorType = PerchByteBufAllocator.class;
    }

    /** About a buffer. */
    abstract static class BufferEvent extends AllocatorEvent {
        @DataAmount
        @Description("Configured buffer capacity")
        int size;
        @DataAmount
        @Description("Actual allocated buffer capacity")
        int maxFastCapacity;
        @DataAmount
        @Description("Maximum buffer capacity")
        int maxCapacity;
        @Description("Is this buffer referencing off-heap memory?")
        boolean direct;
        @MemoryAddress
        @Description("The memory address of the off-heap memory, if available")
        long address;

        final void fill(PerchByteBuf buffer) {
            size = buffer.capacity();
            maxFastCapacity = Math.min(buffer.room(), buffer.maxCapacity());
            maxCapacity = buffer.maxCapacity();
            direct = buffer.isDirect();
            address = buffer.blockAddress();
        }
    }

    /** A buffer was handed out, or moved to other memory. */
    @Name("io.netty.AllocateBuffer")
    @Label("Buffer Allocation")
    @Description("Triggered when a buffer is allocated (or reallocated) from an allocator")
    static final class AllocateBuffer extends BufferEvent {
        @Description("Is this chunk pooled, or is it a one-off allocation for this buffer?")
        boolean chunkPooled;
        @Description("Is this buffer's chunk part of a thread-local magazine or arena?")
        boolean chunkThreadLocal;
    }

    /** A buffer's last reference was released. */
    @Name("io.netty.FreeBuffer")
    @Label("Buffer Deallocation")
    @Description("Triggered when a buffer is freed from an allocator")
    static final class FreeBuffer extends BufferEvent {
    }

    /** A buffer outgrew its memory. */
    @Name("io.netty.ReallocateBuffer")
    @Label("Buffer Reallocation")
    @Description("Triggered when a buffer is reallocated for resizing in an allocator. Will be followed by an AllocateBufferEvent")
    static final class ReallocateBuffer extends BufferEvent {
        @DataAmount
        @Description("Targeted buffer capacity")
        int newCapacity;
    }

    /** About a chunk: a span of blocks, a large block, or an array. */
    abstract static class ChunkEvent extends AllocatorEvent {
        @DataAmount
        @Description("Size of the chunk")
        int capacity;
        @Description("Is this chunk referencing off-heap memory?")
        boolean direct;
        @MemoryAddress
        @Description("The memory address of the off-heap memory, if available")
        long address;
    }

    /** Memory was cut into blocks. */
    @Name("io.netty.AllocateChunk")
    @Label("Chunk Allocation")
    @Description("Triggered when a new memory chunk is allocated for an allocator")
    static final class AllocateChunk extends ChunkEvent {
        @Description("Is this chunk pooled, or is it a one-off allocation for a single buffer?")
        boolean pooled;
        @Description("Is this chunk part of a thread-local magazine or arena?")
        boolean threadLocal;
    }

    /** Memory that nobody uses is kept for the next allocation. */
    @Name("io.netty.ReturnChunk")
    @Label("Chunk Return")
    @Description("Triggered when nothing of a memory chunk is in use any more and it is kept for reuse")
    static final class ReturnChunk extends ChunkEvent {
    }

    /** Memory was given up. */
    @Name("io.netty.FreeChunk")
    @Label("Chunk Free")
    @Description("Triggered when a memory chunk is freed from an allocator")
    static final class FreeChunk extends ChunkEvent {
        @Description("Was this chunk pooled, or was it a one-off allocation for a single buffer?")
        boolean pooled;
    }
}
