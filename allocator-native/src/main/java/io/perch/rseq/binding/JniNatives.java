/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

/** The native methods of {@code jni.c} that are not operations on slabs. They may be called once the library is loaded. */
final class JniNatives {
    private JniNatives() {
    }

    static native int registerThread();

    static native int marked();

    static native long rearm();

    static native long switches();

    static native int add(long cells, int count, long value);

    static native int locationCpu();

    static native int locationNode();

    static native int locationKernelNode();

    static native int locationVcpu();

    static native int threadClock();

    static native long cpuNanos(int clock);
}
