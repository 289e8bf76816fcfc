/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.PerchAllocator;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Memory of Perch for what lives long in Agrona: ring buffers and broadcast buffers. It is 4 KiB aligned and zero. What is made
 * here is given back by {@link #free}, when no thread uses it any more.
 */
public final class PerchBuffers {
    private static final int ALIGNMENT = 4096;

    private final PerchAllocator allocator;

    /**
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public PerchBuffers(PerchAllocator allocator) {
        AgronaAccess.require();
        this.allocator = allocator;
    }

    /**
     * A zeroed buffer.
     *
     * @param bytes its capacity, ≥ 1
     * @throws io.perch.PerchOutOfMemoryError as {@link PerchAllocator#allocate(long)}
     */
    public UnsafeBuffer allocate(int bytes) {
        long address = allocator.allocate(bytes, ALIGNMENT);
        UnsafeBuffer buffer = new UnsafeBuffer(address, bytes);
        buffer.setMemory(0, bytes, (byte) 0);
        return buffer;
    }

    /**
     * A ring buffer for one producer and one consumer.
     *
     * @param capacity bytes of messages, a power of two; the trailer comes on top
     * @throws IllegalArgumentException if Agrona does not like the capacity
     */
    public OneToOneRingBuffer oneToOneRing(int capacity) {
        return in(capacity + RingBufferDescriptor.TRAILER_LENGTH, OneToOneRingBuffer::new);
    }

    /** As {@link #oneToOneRing}, for many producers. */
    public ManyToOneRingBuffer manyToOneRing(int capacity) {
        return in(capacity + RingBufferDescriptor.TRAILER_LENGTH, ManyToOneRingBuffer::new);
    }

    /** What Agrona makes of a buffer; if it refuses the capacity, the memory is not lost. */
    private <T> T in(int bytes, Function<AtomicBuffer, T> make) {
        UnsafeBuffer buffer = allocate(bytes);
        try {
            return make.apply(buffer);
        } catch (RuntimeException refused) {
            free(buffer);
            throw refused;
        }
    }

    /**
     * Memory for one {@link BroadcastTransmitter} and any number of receivers.
     *
     * @param capacity bytes of messages, a power of two; the trailer comes on top
     * @throws IllegalStateException if it is no power of two
     */
    public UnsafeBuffer broadcast(int capacity) {
        BroadcastBufferDescriptor.checkCapacity(capacity);
        return allocate(capacity + BroadcastBufferDescriptor.TRAILER_LENGTH);
    }

    /**
     * Gives a buffer back that was made here.
     *
     * @param buffer its own buffer, or a ring's {@code buffer()}
     * @throws IllegalArgumentException if it was not made here, or is given back already
     */
    public void free(DirectBuffer buffer) {
        allocator.free(buffer.addressOffset());
    }
}
