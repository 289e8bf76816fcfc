/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;

/**
 * Address space and pages from the operating system. All methods may be called from any thread.
 *
 * <p>Everything above takes memory through this interface, so that a test can put a failing implementation in its place.
 */
public interface OsMemory {
    /** Bytes of a huge page, in the size that x86-64 and aarch64 with small pages share. */
    long HUGE_PAGE = 2 << 20;

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
     * Like {@link #reserve}, with a name that {@code /proc/PID/maps} shows on every kernel if the system allows it. For a few small
     * pieces, because each takes several system calls.
     */
    default long reserveNamed(long bytes, String name) {
        return reserve(bytes, pageSize(), name);
    }

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
     * @param name as in {@link #reserveNamed}
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
     * Sets the NUMA nodes that give pages their memory when they are first touched. Pages that have memory already stay where they
     * are.
     *
     * @param strict whether no other node may give memory; otherwise others do when these have none
     * @param nodes  by the kernel's numbers
     * @throws OsMemoryException if the system refuses, with the errno: EPERM in many containers, EINVAL for a node without memory
     */
    void bind(long address, long bytes, boolean strict, int... nodes);

    /**
     * Asks for transparent huge pages.
     *
     * @throws OsMemoryException if the system refuses, with the errno
     */
    void adviseHugePages(long address, long bytes);

    /**
     * Like {@link #commit}, with huge pages that the administrator has set aside. They have no node binding before {@link #bind} is
     * called again.
     *
     * @param address a multiple of {@link #HUGE_PAGE}, as is {@code bytes}
     * @throws OsMemoryException if the system refuses, with the errno; the pages are as they were
     */
    void commitHugePages(long address, long bytes);

    /**
     * Gives all committed pages of a range memory now, instead of when they are touched.
     *
     * @throws OsMemoryException if the system refuses, with the errno; some pages may have memory
     */
    void populate(long address, long bytes);

    /**
     * Keeps the memory of committed pages from being swapped out.
     *
     * @throws OsMemoryException if the system refuses, with the errno
     */
    void lock(long address, long bytes);

    /**
     * Ends {@link #lock}.
     *
     * @throws OsMemoryException if the system refuses, with the errno
     */
    void unlock(long address, long bytes);

    /**
     * The NUMA node of each page that contains one of {@code addresses}; a negated errno for a page without memory.
     *
     * @throws OsMemoryException if the system refuses, with the errno
     */
    int[] nodesOf(long[] addresses);

    /**
     * How much of a range has physical memory. Asks about each page of it: some 5 ns a page.
     *
     * @param address of the beginning of a page
     * @return bytes, or -1 if the system does not tell
     */
    default long residentBytes(long address, long bytes) {
        return -1;
    }

    /**
     * A direct buffer over memory that {@link #commit} made usable. It does not keep the memory alive.
     *
     * @return a buffer of {@code bytes} at position 0, in native byte order
     */
    ByteBuffer view(long address, int bytes);
}
