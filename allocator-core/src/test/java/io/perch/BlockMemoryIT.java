/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.NativePlatform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of blocks: as buffers, and on JDK 22 and later as segments. */
class BlockMemoryIT {
    private static final long GIB = 1 << 30;

    private final PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(8 * GIB).softLimit(8 * GIB).build());

    @AfterEach
    void close() {
        assertThat(perch.stats().inUse()).isZero();
        perch.close();
    }

    private static Object segment(PerchAllocator allocator, long address) throws ReflectiveOperationException {
        return PerchAllocator.class.getMethod("segment", long.class).invoke(allocator, address);
    }

    private static long number(Object segment, String method) throws ReflectiveOperationException {
        Method getter = Class.forName("java.lang.foreign.MemorySegment").getMethod(method);
        return (long) getter.invoke(segment);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 1 << 20, 5 << 20})
    void aBufferIsTheWholeBlockInNativeOrder(long size) {
        long before = perch.allocate(size);
        long block = perch.allocate(size);
        ByteBuffer buffer = perch.buffer(block);
        assertThat(buffer.isDirect()).isTrue();
        assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(buffer.position()).isZero();
        assertThat(buffer.limit()).isEqualTo(buffer.capacity()).isEqualTo((int) perch.usableSize(block));
        buffer.putInt(0, 42).put(buffer.capacity() - 1, (byte) 1);
        assertThat(perch.buffer(block)).isNotSameAs(buffer).isEqualTo(buffer);
        assertThat(perch.buffer(before)).isNotEqualTo(buffer);
        assertThatIllegalArgumentException().isThrownBy(() -> perch.buffer(block + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> perch.buffer(64));
        perch.free(before);
        perch.free(block);
    }

    /** Where blocks are checked, the bytes are those that were asked for, also of one with pages of its own. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void ofACheckedBlockItIsWhatWasAskedFor(int guardEvery) throws ReflectiveOperationException {
        try (PerchAllocator checked = PerchAllocator.create(PerchConfig.builder().hardLimit(64 << 20).checked(true)
                .guardEvery(guardEvery).build())) {
            long block = checked.allocate(100);
            ByteBuffer buffer = checked.buffer(block);
            assertThat(buffer.capacity()).isEqualTo(100);
            for (int i = 0; i < buffer.capacity(); i++) {
                buffer.put(i, (byte) i);
            }
            if (Runtime.version().feature() >= 22) {
                assertThat(number(segment(checked, block), "byteSize")).isEqualTo(100);
            }
            checked.free(block);
            assertThatIllegalArgumentException().isThrownBy(() -> checked.buffer(block));
            checked.checks().flush();
            assertThat(checked.checks().violations()).isEmpty();
        }
    }

    @Test
    void aSegmentIsTheBlockOnJdk22AndLater() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 22) {
            assertThatThrownBy(() -> PerchAllocator.class.getMethod("segment", long.class))
                    .isInstanceOf(NoSuchMethodException.class);
            return;
        }
        long block = perch.allocate(1000);
        Object memory = segment(perch, block);
        assertThat(number(memory, "address")).isEqualTo(block);
        assertThat(number(memory, "byteSize")).isEqualTo(perch.usableSize(block));
        assertThatThrownBy(() -> segment(perch, block + 64)).isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        perch.free(block);
    }

    @Test
    void aBlockOfMoreThanTwoGibibytesHasASegmentOnly() throws ReflectiveOperationException {
        assumeTrue(NativePlatform.get().memory() != null, "no system calls here");
        long block = perch.allocate(3 * GIB);
        assertThatThrownBy(() -> perch.buffer(block)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too large for a ByteBuffer");
        if (Runtime.version().feature() >= 22) {
            Object memory = segment(perch, block);
            assertThat(number(memory, "address")).isEqualTo(block);
            assertThat(number(memory, "byteSize")).isEqualTo(3 * GIB);
        }
        perch.free(block);
    }
}
