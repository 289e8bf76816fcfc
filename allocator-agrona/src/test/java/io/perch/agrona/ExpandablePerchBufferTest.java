/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import io.perch.pool.PoolExhaustedException;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** The expandable buffer, against Agrona's own. */
class ExpandablePerchBufferTest {
    private final PerchAllocator allocator = PerchAllocator.create();
    private final BufferPool pool = BufferPool.builder(allocator).quota(4 << 20).build();

    @Test
    void itHoldsWhatAgronasOwnHolds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MutableDirectBuffer model = new ExpandableArrayBuffer();
        byte[] some = new byte[5000];
        int end = 0;
        try (ExpandablePerchBuffer buffer = new ExpandablePerchBuffer(pool, 64)) {
            for (int i = 0; i < 200; i++) {
                random.nextBytes(some);
                int length = random.nextInt(some.length);
                int index = random.nextInt(end + 1);
                buffer.putBytes(index, some, 0, length);
                model.putBytes(index, some, 0, length);
                end = Math.max(end, index + length);
                buffer.putLong(end, i);
                model.putLong(end, i);
                end += Long.BYTES;
            }
            for (int i = 0; i < end; i++) {
                assertThat(buffer.getByte(i)).as("byte %d, seed %d", i, seed).isEqualTo(model.getByte(i));
            }
            assertThat(buffer.byteBuffer().get(end - 1)).isEqualTo(model.getByte(end - 1));
            assertThat(pool.live()).isOne();
        }
        assertThat(allocator.stats().inUse()).isZero();
    }

    @Test
    void whatCannotGrowIsAsItWas() {
        ExpandablePerchBuffer buffer = new ExpandablePerchBuffer(pool, 64);
        buffer.putLong(0, 42);
        assertThatThrownBy(() -> buffer.putByte(5 << 20, (byte) 1)).isInstanceOf(PoolExhaustedException.class);
        assertThatThrownBy(() -> buffer.putByte(-1, (byte) 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.putByte(Integer.MAX_VALUE, (byte) 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.wrap(new byte[8])).isInstanceOf(UnsupportedOperationException.class);
        assertThat(buffer.getLong(0)).isEqualTo(42);
        assertThat(buffer.isExpandable()).isTrue();
        buffer.close();
        buffer.close();
        assertThat(pool.charged()).isZero();
        assertThatThrownBy(() -> buffer.putByte(0, (byte) 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> buffer.getByte(0)).isInstanceOf(RuntimeException.class);
    }
}
