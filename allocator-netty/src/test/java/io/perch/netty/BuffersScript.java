/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.perch.inject.FaultyRuns;
import io.perch.options.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers are made, grow in place and by a move, shrink, are parts of others, and are released, by other threads too. What fails
 * leaves a buffer as it was.
 */
final class BuffersScript extends BufferCallsScript {
    private static final int[] SIZES = {64, 1000, 100_000, 2 << 20};
    private static final int FACTOR = 3;

    private final List<ByteBuf> buffers = new ArrayList<>();

    BuffersScript(Mode mode) {
        super(mode);
    }

    @Override
    void calls() {
        for (int size : SIZES) {
            for (int i = 0; i < 4; i++) {
                faults.attempt(() -> buffers.add(allocator.directBuffer(size).writeInt(size)));
            }
            faults.attempt(() -> buffers.add(allocator.heapBuffer(size).writeInt(size)));
        }
        for (ByteBuf buffer : buffers) {
            grow(buffer);
        }
        compose();
        for (int i = 0; i < buffers.size(); i++) {
            ByteBuf buffer = buffers.get(i);
            assertThat(buffer.readableBytes()).as("readable").isEqualTo(Integer.BYTES);
            if (i % 2 == 0) {
                buffer.release();
            } else {
                FaultyRuns.elsewhere(buffer::release);
            }
            faults.callIsOver();
        }
    }

    private void grow(ByteBuf buffer) {
        int value = buffer.getInt(0);
        int before = buffer.capacity();
        boolean[] grown = new boolean[1];
        faults.attempt(() -> {
            buffer.capacity(before * FACTOR);
            grown[0] = true;
        });
        assertThat(buffer.capacity()).isEqualTo(grown[0] ? before * FACTOR : before);
        assertThat(buffer.getInt(0)).isEqualTo(value);
        faults.attempt(() -> buffer.capacity(before / 2));
        assertThat(buffer.getInt(0)).isEqualTo(value);
        faults.attempt(buffer::nioBuffer);
        faults.attempt(() -> buffer.retainedSlice().release());
        faults.attempt(() -> buffer.retainedDuplicate().release());
    }

    private void compose() {
        CompositeByteBuf[] whole = new CompositeByteBuf[1];
        faults.attempt(() -> whole[0] = allocator.compositeDirectBuffer());
        if (whole[0] == null) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            ByteBuf[] part = new ByteBuf[1];
            faults.attempt(() -> part[0] = allocator.directBuffer(300).writeLong(1));
            if (part[0] != null) {
                // It releases the part if it fails.
                faults.attempt(() -> whole[0].addComponent(true, part[0]));
            }
        }
        faults.attempt(() -> whole[0].writeZero(5000));
        whole[0].release();
        faults.callIsOver();
    }
}
