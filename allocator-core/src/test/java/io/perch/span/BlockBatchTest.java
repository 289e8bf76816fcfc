/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.LongBuffer;
import org.junit.jupiter.api.Test;

/** A batch of words on the heap. */
class BlockBatchTest {
    @Test
    void aUseDoesNotBeginWithTheBlocksOfAnother() {
        BlockBatch batch = BlockBatch.onHeap().begin(3);
        batch.append(64);
        assertThatThrownBy(() -> batch.begin(4)).isInstanceOf(IllegalStateException.class)
                .hasMessage("1 blocks of class 3 are left");
        assertThat(batch.removeLast()).isEqualTo(64);
        assertThat(batch.begin(4).sizeClass()).isEqualTo(4);
    }

    @Test
    void nativeCodeGoesOnWhereItHasTakenBlocks() {
        BlockBatch batch = new BlockBatch(LongBuffer.allocate(BlockBatch.CAPACITY), 4096).begin(0);
        for (int i = 0; i < BlockBatch.CAPACITY; i++) {
            batch.write(i, 64 * (i + 1));
        }
        assertThat(batch.count()).isZero();
        batch.filled(BlockBatch.CAPACITY);
        assertThat(batch.isFull()).isTrue();
        batch.removeFirst(BlockBatch.CAPACITY - 2);
        assertThat(batch.address()).isEqualTo(4096 + 8 * (BlockBatch.CAPACITY - 2));
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.removeLast()).isEqualTo(64 * BlockBatch.CAPACITY);
        assertThat(batch.last()).isEqualTo(64 * (BlockBatch.CAPACITY - 1));
        batch.append(128);
        assertThat(batch.removeLast()).isEqualTo(128);
        batch.removeLast();
        assertThat(batch.begin(0).address()).isEqualTo(4096);
    }
}
