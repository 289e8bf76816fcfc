/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.perch.inject.FirstUses;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who uses the allocator of the process first where the stack ends does not make it unusable for others. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DefaultFirstUseTest {
    /** Netty's own classes are not what is tested. */
    @BeforeAll
    static void useNetty() {
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
    }

    @Test
    void atEachDepth() {
        new FirstUses(DefaultFirstUse.class, "buffers").atEachDepth();
    }
}
