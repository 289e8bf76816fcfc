/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import java.nio.ByteBuffer;

/** The native methods of {@code jni_library.c} and {@code spare.c}. They may be called once the library is loaded. */
final class LibraryNatives {
    private LibraryNatives() {
    }

    static native void facts(long[] words);

    static native int useOwnAreas(int wish);

    static native int tryMark();

    static native void selfTest(int[] outcomes);

    static native int registerFence();

    static native int fence();

    static native long call(long number, long a, long b, long c, long d, long e, long f);

    static native long pageSize();

    static native ByteBuffer view(long address, long bytes);

    static native String message(int errno);

    static native String libcVersion();

    static native long takeSpare(long bytes);

    static native boolean giveSpare(Object owner, long address, long bytes);
}
