/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** munmap can be refused, where a process has too many mappings already. */
class RefusedTrimmingTest {
    private static final long MIB = 1 << 20;
    private static final long PAGE = 4096;

    /** Maps at an odd address, and takes nothing back. */
    private static final class NoUnmapping implements SystemCalls {
        @Override
        public long call(long number, long a, long b, long c, long d, long e, long f) {
            return number == SystemCall.MUNMAP ? -OsMemoryException.ENOMEM : number == SystemCall.MMAP ? MIB + PAGE : 0;
        }

        @Override
        public long pageSize() {
            return PAGE;
        }

        @Override
        public ByteBuffer view(long address, int bytes) {
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public String message(int errno) {
            return "refused by the test";
        }

        @Override
        public String libcVersion() {
            return "unknown";
        }
    }

    @Test
    void spaceIsAlignedAlthoughNothingAroundItIsTakenBack() {
        assertThat(new LinuxMemory(new NoUnmapping()).reserve(2 * MIB, MIB, "perch test")).isEqualTo(2 * MIB);
    }
}
