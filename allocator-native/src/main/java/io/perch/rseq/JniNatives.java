/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** The native methods of {@code jni.c}. They may be called once {@link LibraryLoader} has loaded the library. */
final class JniNatives {
    private JniNatives() {
    }

    static native void nop();

    static native int registerThread();

    static native int marked();

    static native long rearm();

    static native long switches();

    static native int add(long cells, int count, long value);

    static native int locationCpu();

    static native int locationNode();

    static native int locationKernelNode();

    static native int locationVcpu();

    static native long popCpu(long table, int sizeClass);

    static native int pushCpu(long table, int sizeClass, long block);

    static native int popBatchCpu(long table, int sizeClass, long target, int count);

    static native int pushBatchCpu(long table, int sizeClass, long source, int count);

    static native int growCpu(long table, int sizeClass, int index, int count);

    static native int indexCpu();

    static native long pairLoopCpu(long table, int sizeClass, long iterations);

    static native long popVcpu(long table, int sizeClass);

    static native int pushVcpu(long table, int sizeClass, long block);

    static native int popBatchVcpu(long table, int sizeClass, long target, int count);

    static native int pushBatchVcpu(long table, int sizeClass, long source, int count);

    static native int growVcpu(long table, int sizeClass, int index, int count);

    static native int indexVcpu();

    static native long pairLoopVcpu(long table, int sizeClass, long iterations);

    static native long popNotify(long table, int sizeClass);

    static native int pushNotify(long table, int sizeClass, long block);

    static native long pairLoopNotify(long table, int sizeClass, long iterations);

    static native long popOwn(long table, int sizeClass);

    static native int pushOwn(long table, int sizeClass, long block);

    static native long pairLoopOwn(long table, int sizeClass, long iterations);
}
