/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ring and broadcast buffers in Perch memory. */
class PerchBuffersTest {
    private static final int CAPACITY = 1 << 16;
    private static final int MESSAGE_TYPE = 7;

    private final PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().maintenance(Maintenance.CALLER).build());
    private final PerchBuffers buffers = new PerchBuffers(allocator);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[32]);

    @AfterEach
    void nothingIsLost() {
        assertThat(allocator.stats().inUse()).isZero();
        allocator.close();
    }

    @Test
    void messagesGoThroughRings() {
        OneToOneRingBuffer one = buffers.oneToOneRing(CAPACITY);
        ManyToOneRingBuffer many = buffers.manyToOneRing(CAPACITY);
        for (RingBuffer ring : new RingBuffer[] {one, many}) {
            assertThat(ring.capacity()).isEqualTo(CAPACITY);
            long[] sum = {0};
            for (int i = 1; i <= 10_000; i++) {
                message.putLong(0, i);
                assertThat(ring.write(MESSAGE_TYPE, message, 0, 32)).isTrue();
                ring.read((type, buffer, index, length) -> sum[0] += type * buffer.getLong(index));
            }
            assertThat(sum[0]).isEqualTo(MESSAGE_TYPE * 10_000L * 10_001 / 2);
            buffers.free(ring.buffer());
        }
    }

    @Test
    void messagesAreBroadcast() {
        UnsafeBuffer buffer = buffers.broadcast(CAPACITY);
        BroadcastTransmitter transmitter = new BroadcastTransmitter(buffer);
        BroadcastReceiver receiver = new BroadcastReceiver(buffer);
        message.putLong(0, 42);
        transmitter.transmit(MESSAGE_TYPE, message, 0, 32);
        assertThat(receiver.receiveNext()).isTrue();
        assertThat(receiver.buffer().getLong(receiver.offset())).isEqualTo(42);
        assertThat(receiver.validate()).isTrue();
        buffers.free(buffer);
        assertThatIllegalArgumentException().isThrownBy(() -> buffers.free(message));
    }

    @Test
    void memoryIsZeroThoughItWasUsed() {
        UnsafeBuffer used = buffers.allocate(10_000);
        used.setMemory(0, 10_000, (byte) 1);
        buffers.free(used);
        UnsafeBuffer again = buffers.allocate(10_000);
        assertThat(again.addressOffset()).isEqualTo(used.addressOffset());
        for (int i = 0; i < 10_000; i++) {
            assertThat(again.getByte(i)).isZero();
        }
        buffers.free(again);
    }

    @Test
    void whatAgronaRefusesIsNotLost() {
        assertThatIllegalArgumentException().isThrownBy(() -> buffers.oneToOneRing(1000));
        assertThatIllegalStateException().isThrownBy(() -> buffers.broadcast(1000));
    }

    @Test
    void anAgentDoesTheMaintenance() throws Exception {
        Agent agent = new MaintenanceAgent(allocator);
        assertThat(agent.doWork()).as("nothing is due in the first second").isZero();
        assertThat(agent.roleName()).isEqualTo("perch-maintenance");
    }
}
