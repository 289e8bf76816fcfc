/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;

/**
 * Calls of the kernel by number, off every hot path. There is one implementation by our own library, and one by JNA for where that
 * cannot be loaded. All methods may be called from any thread.
 */
public interface SystemCalls {
    /** Results from this to -1 are errors. */
    long LOWEST_ERROR = -4095;

    /**
     * Calls the kernel. Arguments that a call does not have are ignored.
     *
     * @return its result, or the negated errno
     */
    long call(long number, long a, long b, long c, long d, long e, long f);

    /** Bytes of a page of the operating system, a power of two. */
    long pageSize();

    /** A direct buffer over memory, which it does not keep alive. */
    ByteBuffer view(long address, int bytes);

    /** The text of an errno. */
    String message(int errno);

    /** Name and version of libc, such as "glibc 2.36", or "unknown". */
    String libcVersion();

    /** Whether a result stands for an error. */
    static boolean failed(long result) {
        return result < 0 && result >= LOWEST_ERROR;
    }

    /** @throws OsMemoryException if a result stands for an error */
    default void check(String operation, long result) {
        if (failed(result)) {
            throw failure(operation, result);
        }
    }

    /** What to throw for a result that stands for an error. */
    default OsMemoryException failure(String operation, long result) {
        int errno = (int) -result;
        return new OsMemoryException(operation, errno, message(errno));
    }
}
