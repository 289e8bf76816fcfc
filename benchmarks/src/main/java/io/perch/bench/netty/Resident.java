/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.netty.buffer.ByteBuf;
import io.perch.bench.MemoryUse;

/** Memory that the system has given to this process. The forks' heaps are all touched at their start and do not grow. */
final class Resident {
    private static final int PAGE = 4096;

    private Resident() {
    }

    static double mebibytes() {
        return MemoryUse.resident() / 1048576.0;
    }

    /** Makes the system provide all pages of a buffer. */
    static void touch(ByteBuf buffer, int size) {
        for (int i = 0; i < size; i += PAGE) {
            buffer.setByte(i, 1);
        }
        buffer.setByte(size - 1, 1);
    }
}
