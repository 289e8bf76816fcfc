/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * By libc, which JNA calls: where our own library cannot be loaded.
 *
 * <p>Functions are called by their addresses, which stay valid as long as the process. JNA's objects for libraries and for classes
 * with native methods would be faster, but hold the class loader: they know it, and JNA, or a thread of it, knows them.
 */
public final class JnaCalls implements SystemCalls {
    private static final int SC_PAGESIZE = 30;

    private final Function syscall;
    private final Function strerror;
    private final String libcVersion;
    /** Whether this works is known once it is done. */
    private final long pageSize;

    private JnaCalls() {
        NativeLibrary libc = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
        syscall = at(libc, "syscall");
        strerror = at(libc, "strerror");
        libcVersion = version(libc);
        pageSize = at(libc, "sysconf").invokeLong(new Object[] {SC_PAGESIZE});
    }

    private static Function at(NativeLibrary library, String name) {
        return Function.getFunction(new Pointer(Pointer.nativeValue(library.getFunction(name))));
    }

    /** Only glibc has this function. */
    private static String version(NativeLibrary libc) {
        try {
            return "glibc " + at(libc, "gnu_get_libc_version").invokeString(new Object[0], false);
        } catch (UnsatisfiedLinkError e) {
            return "unknown";
        }
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
        long result = syscall.invokeLong(new Object[] {number, a, b, c, d, e, f});
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
        return strerror.invokeString(new Object[] {errno}, false);
    }

    @Override
    public String libcVersion() {
        return libcVersion;
    }
}
