/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** What is needed of libc, by direct mapping. {@code Native.getLastError()} has the errno after a failure. */
final class LibC {
    static final int SC_PAGESIZE = 30;

    static {
        Native.register(LibC.class, Platform.C_LIBRARY_NAME);
    }

    private LibC() {
    }

    static native long sysconf(int name);

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native String strerror(int errno);

    /** Only glibc has this function, so it is looked up separately from the others. */
    static String version() {
        try {
            NativeLibrary libc = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
            return "glibc " + libc.getFunction("gnu_get_libc_version").invokeString(new Object[0], false);
        } catch (UnsatisfiedLinkError e) {
            return "unknown";
        }
    }
}
