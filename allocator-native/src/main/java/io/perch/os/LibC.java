/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The functions of libc that manage memory, by direct mapping. {@code Native.getLastError()} has the errno after a failure. */
final class LibC {
    static final int SC_PAGESIZE = 30;
    static final int PROT_NONE = 0;
    static final int PROT_READ_WRITE = 1 | 2;
    static final int MAP_PRIVATE = 0x02;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_NORESERVE = 0x4000;
    static final int MAP_HUGETLB = 0x40000;
    static final long MAP_FAILED = -1;
    static final int MREMAP_MAYMOVE = 1;
    static final int MREMAP_FIXED = 2;
    static final int MADV_DONTNEED = 4;
    static final int MADV_HUGEPAGE = 14;
    static final int MADV_POPULATE_WRITE = 23;
    static final int PR_SET_VMA = 0x53564d41;
    static final long PR_SET_VMA_ANON_NAME = 0;

    static {
        Native.register(LibC.class, Platform.C_LIBRARY_NAME);
    }

    private LibC() {
    }

    static native long sysconf(int name);

    static native long mmap(long address, long bytes, int protection, int flags, int file, long offset);

    static native int munmap(long address, long bytes);

    static native int ftruncate(int file, long bytes);

    static native int close(int file);

    static native int mprotect(long address, long bytes, int protection);

    static native int madvise(long address, long bytes, int advice);

    static native int mlock(long address, long bytes);

    static native int munlock(long address, long bytes);

    static native long mremap(long address, long bytes, long newBytes, int flags, long newAddress);

    /** For calls without a function in libc; arguments that a call does not have are ignored. */
    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int prctl(int option, long what, long address, long bytes, String name);

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
