/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** The operations through JNI, indexed by (node, mm_cid). */
class JniVcpuCalls extends SlabCalls {
    @Override
    public long pop(long table, int sizeClass) {
        return JniNatives.popVcpu(table, sizeClass);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        return JniNatives.pushVcpu(table, sizeClass, block);
    }

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        return JniNatives.popBatchVcpu(table, sizeClass, target, count);
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        return JniNatives.pushBatchVcpu(table, sizeClass, source, count);
    }

    @Override
    public int grow(long table, int sizeClass, int index, int count) {
        return JniNatives.growVcpu(table, sizeClass, index, count);
    }

    @Override
    public int index() {
        return JniNatives.indexVcpu();
    }
}
