/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;

/**
 * Address space and pages from the operating system. All methods may be called from any thread.
 *
 * <p>Everything above takes memory through this interface, so that a test can put a failing one in its place.
 */
public interface OsMemory {
    /** Bytes of a page of the operating system, a power of two. */
    long pageSize();

    /**
     * Reserves address space that must not be touched before {@link #commit}.
     *
     * @param bytes     a multiple of {@code alignment}
     * @param alignment a power of two, at least {@link #pageSize()}
     * @param name      shown by {@code /proc/PID/maps} where the kernel can name anonymous memory
     * @return the address, a multiple of {@code alignment}
     * @throws OsMemoryException if the system refuses, with the errno
     */
    long reserve(long bytes, long alignment, String name);

    /**
     * Makes reserved pages readable and writable; they are zero when first touched.
     *
     * @throws OsMemoryException if the system refuses, with the errno; the pages are as they were
     */
    void commit(long address, long bytes);

    /**
     * Gives the physical memory of committed pages back. They stay readable and writable, and are zero when next touched.
     *
     * @throws OsMemoryException if the system refuses, with the errno; the pages are as they were
     */
    void release(long address, long bytes);

    /**
     * Makes committed pages inaccessible again, gives their physical memory back, and names them anew.
     *
     * @param name as in {@link #reserve}
     * @throws OsMemoryException if the system refuses, with the errno
     */
    void seal(long address, long bytes, String name);

    /**
     * Gives up reserved address space, committed or not.
     *
     * @throws OsMemoryException if the system refuses, with the errno
     */
    void unmap(long address, long bytes);

    /**
     * A direct buffer over memory that {@link #commit} made usable. It does not keep the memory alive.
     *
     * @return a buffer of {@code bytes} at position 0, in native byte order
     */
    ByteBuffer view(long address, int bytes);
}
