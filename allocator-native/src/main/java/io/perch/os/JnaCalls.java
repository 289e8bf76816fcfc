/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** By libc, which JNA calls: where our own library cannot be loaded. */
public final class JnaCalls implements SystemCalls {
    /** Whether this works is known once it is done. */
    private final long pageSize = LibC.sysconf(LibC.SC_PAGESIZE);

    private JnaCalls() {
    }

    /**
     * Loads JNA, without a context class loader: it starts a thread that keeps the one it finds for ever, be it that of a plug-in
     * that has long been unloaded.
     *
     * @throws LinkageError if JNA is missing or does not work here
     */
    public static SystemCalls open() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return new JnaCalls();
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        long result = LibC.syscall(number, a, b, c, d, e, f);
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return new Pointer(address).getByteBuffer(0, bytes);
    }

    @Override
    public String message(int errno) {
        return LibC.strerror(errno);
    }

    @Override
    public String libcVersion() {
        return LibC.version();
    }
}
