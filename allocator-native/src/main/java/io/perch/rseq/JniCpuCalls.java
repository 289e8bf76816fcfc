/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** The operations through JNI, indexed by CPU. */
class JniCpuCalls extends SlabCalls {
    @Override
    public long pop(long table, int sizeClass) {
        return JniNatives.popCpu(table, sizeClass);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        return JniNatives.pushCpu(table, sizeClass, block);
    }

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        return JniNatives.popBatchCpu(table, sizeClass, target, count);
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        return JniNatives.pushBatchCpu(table, sizeClass, source, count);
    }

    @Override
    public int grow(long table, int sizeClass, int index, int count) {
        return JniNatives.growCpu(table, sizeClass, index, count);
    }

    @Override
    public int index() {
        return JniNatives.indexCpu();
    }
}
