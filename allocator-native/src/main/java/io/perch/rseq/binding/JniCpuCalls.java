/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.SlabCalls;

/**
 * Operations through JNI: {@code jni.c}. The class of {@link Variant#CPU}, and what those of the others are copied from.
 *
 * <p>The native methods are static because a receiver costs half a nanosecond per call (JDK 17: 25.8 instead of 24.7 ns per pair).
 */
final class JniCpuCalls extends SlabCalls {
    private static native long nativePop(long table, int sizeClass);

    private static native int nativePush(long table, int sizeClass, long block);

    private static native int nativePopBatch(long table, int sizeClass, long target, int count);

    private static native int nativePushBatch(long table, int sizeClass, long source, int count);

    private static native int nativeGrow(long table, int sizeClass, int index, int count);

    private static native int nativeIndex();

    @Override
    public long pop(long table, int sizeClass) {
        return nativePop(table, sizeClass);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        return nativePush(table, sizeClass, block);
    }

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        return nativePopBatch(table, sizeClass, target, count);
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        return nativePushBatch(table, sizeClass, source, count);
    }

    @Override
    public int grow(long table, int sizeClass, int index, int count) {
        return nativeGrow(table, sizeClass, index, count);
    }

    @Override
    public int index() {
        return nativeIndex();
    }
}
