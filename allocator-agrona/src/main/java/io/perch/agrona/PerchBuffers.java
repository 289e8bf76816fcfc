/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.PerchAllocator;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Perch memory for Agrona's long-lived objects: ring buffers and broadcast buffers. It is 4 KiB aligned and zeroed. {@link #free}
 * gives back what was made here, when no thread uses it any more.
 */
public final class PerchBuffers {
    private static final int ALIGNMENT = 4096;

    private final PerchAllocator allocator;
    /** Allocates a number of bytes, and returns their address. */
    private final LongUnaryOperator allocation;

    /**
     * Memory on the node of the thread that asks for it.
     *
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public PerchBuffers(PerchAllocator allocator) {
        this(allocator, bytes -> allocator.allocate(bytes, ALIGNMENT));
    }

    private PerchBuffers(PerchAllocator allocator, LongUnaryOperator allocation) {
        AgronaAccess.require();
        this.allocator = allocator;
        this.allocation = allocation;
    }

    /**
     * The same allocator's memory on a chosen NUMA node, such as the consumer's, whichever thread asks for it.
     *
     * @param node the kernel's number, as for {@link PerchAllocator#allocateOnNode(long, int)}, which refuses a node that does not
     *             exist
     */
    public PerchBuffers onNode(int node) {
        return new PerchBuffers(allocator, bytes -> allocator.allocateOnNode(bytes, ALIGNMENT, node));
    }

    /**
     * A zeroed buffer.
     *
     * @param bytes its capacity, ≥ 1
     * @throws io.perch.PerchOutOfMemoryError as {@link PerchAllocator#allocate(long)}
     */
    public UnsafeBuffer allocate(int bytes) {
        long address = allocation.applyAsLong(bytes);
        UnsafeBuffer buffer = new UnsafeBuffer(address, bytes);
        buffer.setMemory(0, bytes, (byte) 0);
        return buffer;
    }

    /**
     * A ring buffer for one producer and one consumer.
     *
     * @param capacity bytes of messages, a power of two; the trailer comes on top
     * @throws IllegalArgumentException if Agrona refuses the capacity
     */
    public OneToOneRingBuffer oneToOneRing(int capacity) {
        return in(capacity + RingBufferDescriptor.TRAILER_LENGTH, OneToOneRingBuffer::new);
    }

    /** As {@link #oneToOneRing}, for many producers. */
    public ManyToOneRingBuffer manyToOneRing(int capacity) {
        return in(capacity + RingBufferDescriptor.TRAILER_LENGTH, ManyToOneRingBuffer::new);
    }

    /** What Agrona makes of a buffer. If Agrona refuses the capacity, the memory is not lost. */
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
     * @throws IllegalArgumentException if it was not made here, or has already been given back
     */
    public void free(DirectBuffer buffer) {
        allocator.free(buffer.addressOffset());
    }
}
