/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** As {@link JniCpuCalls}, with several homes. */
class JniCpuHomeCalls extends JniCpuCalls {
    @Override
    public long pop(long table, int sizeClass) {
        return JniNatives.popHomeCpu(table, sizeClass);
    }

    @Override
    public int push(long table, int lists, long block) {
        return JniNatives.pushHomeCpu(table, lists, block);
    }

    @Override
    public int pushBatch(long table, int lists, long source, int count) {
        return JniNatives.pushBatchHomeCpu(table, lists, source, count);
    }
}
