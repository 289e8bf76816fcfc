/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.agrona.DirectBufferPool;
import io.perch.agrona.ExpandablePerchBuffer;
import io.perch.agrona.PerchBuffers;
import io.perch.agrona.PooledDirectBuffer;
import io.perch.engine.Engine;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.os.OsMemory;
import io.perch.pool.BufferPool;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agrona's buffers on a chosen node of a machine with two nodes, which the allocator is made to believe in. */
class OnNodesTest {
    private static final int CAPACITY = 1 << 16;
    private static final Path MACHINE = Path.of(System.getProperty("basedir", "."),
            "../allocator-core/src/test/resources/machines/two-by-one");

    private PerchAllocator allocator;
    private PerchBuffers memory;

    @BeforeEach
    void open() {
        NativePlatform platform = NativePlatform.get();
        OsMemory system = platform.memory();
        assumeTrue(system != null && platform.locationCalls().cpu() >= 0, "no native code here");
        PerchConfig config = PerchConfig.builder().numa(NumaPolicy.NONE).hardLimit(64 << 20).mode(Mode.STRIPED).build();
        allocator = PerchAllocator.over(new Engine(config.values(), NativePlatform.get(), Topology.read(MACHINE), system), config);
        memory = new PerchBuffers(allocator);
    }

    @AfterEach
    void nothingIsLost() {
        if (allocator != null) {
            assertThat(allocator.stats().inUse()).isZero();
            allocator.close();
        }
    }

    private void requireOn(int node, DirectBuffer buffer) {
        assertThat(allocator.nodesOf(buffer.addressOffset())).containsExactly(node);
    }

    @Test
    void ringsAndBroadcastBuffersAreOnTheNode() {
        for (int node = 0; node < 2; node++) {
            PerchBuffers there = memory.onNode(node);
            for (RingBuffer ring : new RingBuffer[] {there.oneToOneRing(CAPACITY), there.manyToOneRing(CAPACITY)}) {
                requireOn(node, ring.buffer());
                assertThat(ring.buffer().addressOffset() % 4096).isZero();
                assertThat(ring.write(1, new UnsafeBuffer(new byte[8]), 0, 8)).isTrue();
                memory.free(ring.buffer());
            }
            for (UnsafeBuffer buffer : List.of(there.broadcast(CAPACITY), there.allocate(100), there.allocate(3 << 20))) {
                requireOn(node, buffer);
                there.free(buffer);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> memory.onNode(7).allocate(1)).withMessageContaining("node: 7");
    }

    @Test
    void buffersOfAPoolAreOnItsNode() {
        for (int node = 0; node < 2; node++) {
            BufferPool pool = BufferPool.builder(allocator).onNode(node).build();
            try (PooledDirectBuffer message = new DirectBufferPool(pool).acquire(100);
                    ExpandablePerchBuffer growing = new ExpandablePerchBuffer(pool, 10)) {
                requireOn(node, message.buffer());
                growing.putInt(200_000, 1);
                requireOn(node, growing);
            }
        }
    }
}
