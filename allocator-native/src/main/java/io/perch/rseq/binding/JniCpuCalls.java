/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.SlabCalls;

/** Operations through JNI: {@code jni.c}. The class of {@link Variant#CPU}, and what those of the others are copied from. */
final class JniCpuCalls extends SlabCalls {
    @Override
    public native long pop(long table, int sizeClass);

    @Override
    public native int push(long table, int sizeClass, long block);

    @Override
    public native int popBatch(long table, int sizeClass, long target, int count);

    @Override
    public native int pushBatch(long table, int sizeClass, long source, int count);

    @Override
    public native int grow(long table, int sizeClass, int index, int count);

    @Override
    public native int index();
}
