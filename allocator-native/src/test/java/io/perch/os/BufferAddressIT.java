/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.rseq.NativePlatform;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The address of a buffer, by the class that this Java version uses. */
class BufferAddressIT {
    private final OsMemory memory = NativePlatform.get().memory();

    @Test
    void theAddressIsThatOfIndexZeroWhateverThePosition() {
        long address = memory.reserve(memory.pageSize(), memory.pageSize(), "perch test");
        memory.commit(address, memory.pageSize());
        ByteBuffer buffer = memory.view(address, 4096);
        assertThat(BufferAddress.of(buffer)).isEqualTo(address);
        assertThat(BufferAddress.of(buffer.position(100).limit(200))).isEqualTo(address);
        assertThat(BufferAddress.of(buffer.slice())).isEqualTo(address + 100);
        assertThat(BufferAddress.of(buffer.asReadOnlyBuffer())).isEqualTo(address);
        memory.unmap(address, memory.pageSize());
    }

    @Test
    void aHeapBufferHasNone() {
        ByteBuffer heap = ByteBuffer.allocate(8);
        assertThatThrownBy(() -> BufferAddress.of(heap)).isInstanceOf(IllegalArgumentException.class);
    }
}
