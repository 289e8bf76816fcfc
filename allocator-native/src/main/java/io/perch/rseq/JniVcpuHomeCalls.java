/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** As {@link JniVcpuCalls}, with several homes. */
class JniVcpuHomeCalls extends JniVcpuCalls {
    @Override
    public long pop(long table, int sizeClass) {
        return JniNatives.popHomeVcpu(table, sizeClass);
    }

    @Override
    public int push(long table, int lists, long block) {
        return JniNatives.pushHomeVcpu(table, lists, block);
    }

    @Override
    public int pushBatch(long table, int lists, long source, int count) {
        return JniNatives.pushBatchHomeVcpu(table, lists, source, count);
    }
}
