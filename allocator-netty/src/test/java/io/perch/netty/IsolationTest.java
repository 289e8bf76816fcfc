/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Zeroing;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a buffer shows of memory that is not its user's, and what is refused. */
class IsolationTest {
    private static final int MIB = 1 << 20;

    private static PerchByteBufAllocator allocator(boolean hardened, Zeroing zeroing) {
        return PerchByteBufAllocator.builder().allocator(PerchAllocator.create(PerchConfig.builder().hardLimit(64 * MIB)
                .hardened(hardened).zero(zeroing).build())).build();
    }

    private static void assertClean(ByteBuf buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            assertThat(buffer.getByte(i)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5000, 2 * MIB})
    void theInternalBufferShowsNothingButTheBlock(int size) {
        PerchByteBufAllocator allocator = allocator(false, Zeroing.OFF);
        for (ByteBuf buffer : new ByteBuf[] {allocator.directBuffer(size), allocator.heapBuffer(size)}) {
            ByteBuf neighbour = buffer.isDirect() ? allocator.directBuffer(size) : allocator.heapBuffer(size);
            ByteBuffer view = buffer.internalNioBuffer(10, 20);
            assertThat(view.remaining()).isEqualTo(20);
            view.put((byte) 7);
            assertThat(buffer.getByte(10)).isEqualTo((byte) 7);
            assertThat(view.clear().remaining()).isEqualTo(buffer.maxFastWritableBytes());
            buffer.writerIndex(size).capacity(2 * size);
            assertThat(buffer.internalNioBuffer(size, size).clear().remaining()).isBetween(2 * size, 2 * size + size);
            buffer.release();
            neighbour.release();
        }
    }

    @Test
    void aSecondReleaseIsRefusedWhereverTheFirstOneWas() throws Exception {
        PerchByteBufAllocator allocator = allocator(false, Zeroing.OFF);
        ByteBuf buffer = allocator.directBuffer(256);
        Thread other = new Thread(buffer::release);
        other.start();
        other.join();
        assertThatThrownBy(buffer::release).isInstanceOf(IllegalReferenceCountException.class);
        assertThat(allocator.allocator().stats().inUse()).isZero();
        assertThat(allocator.allocator().stats().doubleFrees()).isZero();
    }

    @Test
    void hardenedAReleaseAfterAFreeOfItsBlockIsRefused() {
        PerchByteBufAllocator allocator = allocator(true, Zeroing.OFF);
        ByteBuf buffer = allocator.directBuffer(256);
        ByteBuf other = allocator.directBuffer(256);
        allocator.allocator().free(buffer.memoryAddress());
        other.release();
        assertThatIllegalArgumentException().isThrownBy(buffer::release).withMessageContaining("is freed twice");
        assertThat(allocator.allocator().stats().inUse()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5000, 300_000})
    void newBuffersAreZeroIfAskedFor(int size) {
        PerchByteBufAllocator allocator = allocator(false, Zeroing.ALLOCATED);
        for (int i = 0; i < 10; i++) {
            for (ByteBuf buffer : new ByteBuf[] {allocator.directBuffer(size), allocator.heapBuffer(size)}) {
                assertClean(buffer);
                fill(buffer);
                buffer.capacity(3 * size);
                for (int at = size; at < 3 * size; at++) {
                    assertThat(buffer.getByte(at)).isZero();
                }
                fill(buffer);
                buffer.release();
            }
        }
    }

    @Test
    void releasedBuffersAreZeroIfAskedFor() {
        PerchByteBufAllocator allocator = allocator(false, Zeroing.FREED);
        ByteBuf direct = allocator.directBuffer(1000);
        ByteBuf heap = allocator.heapBuffer(1000);
        fill(direct);
        fill(heap);
        ByteBuffer directMemory = direct.nioBuffer(0, 1000);
        byte[] heapMemory = heap.array();
        direct.release();
        heap.release();
        for (int i = 0; i < 1000; i++) {
            assertThat(directMemory.get(i)).isZero();
            assertThat(heapMemory[i]).isZero();
        }
    }

    private static void fill(ByteBuf buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.setByte(i, 0x5a);
        }
    }
}
