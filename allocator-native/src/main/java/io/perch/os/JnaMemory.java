/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Address space and pages from Linux, by system calls through JNA. */
public final class JnaMemory implements OsMemory {
    private static final int RESERVED = LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS | LibC.MAP_NORESERVE;

    private final long pageSize;

    /**
     * @throws LinkageError if JNA is missing or does not work here
     */
    public JnaMemory() {
        pageSize = LibC.sysconf(LibC.SC_PAGESIZE);
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    /** Maps {@code alignment} bytes more than asked for, and gives back what lies before and after the aligned part. */
    @Override
    public long reserve(long bytes, long alignment, String name) {
        if (Long.bitCount(alignment) != 1 || alignment < pageSize) {
            throw new IllegalArgumentException("alignment is not a power of two of at least a page: " + alignment);
        }
        if (bytes <= 0 || bytes % alignment != 0) {
            throw new IllegalArgumentException("not a positive multiple of " + alignment + ": " + bytes);
        }
        long mapped = Math.addExact(bytes, alignment - pageSize);
        long start = LibC.mmap(0, mapped, LibC.PROT_NONE, RESERVED, -1, 0);
        if (start == LibC.MAP_FAILED) {
            throw failure("mmap", 0, mapped);
        }
        long address = start + alignment - 1 & -alignment;
        trim(start, address - start);
        trim(address + bytes, start + mapped - address - bytes);
        name(address, bytes, name);
        return address;
    }

    @Override
    public long reserveNamed(long bytes, String name) {
        long address = NamedPages.map(bytes, name);
        return address == LibC.MAP_FAILED ? reserve(bytes, pageSize, name) : address;
    }

    /** A kernel without CONFIG_ANON_VMA_NAME refuses, and nothing is lost. */
    private static void name(long address, long bytes, String name) {
        LibC.prctl(LibC.PR_SET_VMA, LibC.PR_SET_VMA_ANON_NAME, address, bytes, name);
    }

    private void trim(long address, long bytes) {
        if (bytes > 0) {
            unmap(address, bytes);
        }
    }

    @Override
    public void commit(long address, long bytes) {
        check("mprotect", address, bytes, LibC.mprotect(address, bytes, LibC.PROT_READ_WRITE));
    }

    @Override
    public void release(long address, long bytes) {
        check("madvise", address, bytes, LibC.madvise(address, bytes, LibC.MADV_DONTNEED));
    }

    @Override
    public void seal(long address, long bytes, String name) {
        long elsewhere = NamedPages.map(bytes, name);
        if (elsewhere != LibC.MAP_FAILED) {
            move(elsewhere, bytes, address, "sealed pages");
            return;
        }
        check("mprotect", address, bytes, LibC.mprotect(address, bytes, LibC.PROT_NONE));
        release(address, bytes);
        name(address, bytes, name);
    }

    @Override
    public void unmap(long address, long bytes) {
        check("munmap", address, bytes, LibC.munmap(address, bytes));
    }

    /** By MPOL_PREFERRED_MANY, or before Linux 5.15 by MPOL_PREFERRED, which takes the first node only. */
    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        int result = NumaCalls.bind(address, bytes, strict ? NumaCalls.BIND : NumaCalls.PREFERRED_MANY, nodes);
        if (result != 0 && !strict && Native.getLastError() == OsMemoryException.EINVAL) {
            result = NumaCalls.bind(address, bytes, NumaCalls.PREFERRED, nodes[0]);
        }
        check("mbind to " + Arrays.toString(nodes) + " of ", address, bytes, result);
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        check("madvise", address, bytes, LibC.madvise(address, bytes, LibC.MADV_HUGEPAGE));
    }

    /**
     * They are mapped elsewhere and then moved into place (Linux 5.16): if mapping in place failed, it would leave a hole that
     * another thread's mapping could fill.
     */
    @Override
    public void commitHugePages(long address, long bytes) {
        long elsewhere = LibC.mmap(0, bytes, LibC.PROT_READ_WRITE, LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS | LibC.MAP_HUGETLB, -1, 0);
        if (elsewhere == LibC.MAP_FAILED) {
            throw failure("mmap of huge pages", 0, bytes);
        }
        move(elsewhere, bytes, address, "huge pages");
    }

    /** Puts mapped pages in the place of others; if that fails, gives them up. */
    private static void move(long from, long bytes, long to, String what) {
        if (LibC.mremap(from, bytes, bytes, LibC.MREMAP_MAYMOVE | LibC.MREMAP_FIXED, to) == LibC.MAP_FAILED) {
            OsMemoryException failure = failure("mremap of " + what, to, bytes);
            LibC.munmap(from, bytes);
            throw failure;
        }
    }

    @Override
    public void populate(long address, long bytes) {
        check("madvise to populate ", address, bytes, LibC.madvise(address, bytes, LibC.MADV_POPULATE_WRITE));
    }

    @Override
    public void lock(long address, long bytes) {
        check("mlock", address, bytes, LibC.mlock(address, bytes));
    }

    @Override
    public void unlock(long address, long bytes) {
        check("munlock", address, bytes, LibC.munlock(address, bytes));
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        int[] nodes = new int[addresses.length];
        if (addresses.length > 0) {
            check("move_pages", addresses[0], addresses.length, NumaCalls.query(addresses, pageSize, nodes));
        }
        return nodes;
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static void check(String call, long address, long bytes, int result) {
        if (result != 0) {
            throw failure(call, address, bytes);
        }
    }

    private static OsMemoryException failure(String call, long address, long bytes) {
        int errno = Native.getLastError();
        return new OsMemoryException(call + "(0x" + Long.toHexString(address) + ", " + bytes + ")", errno, LibC.strerror(errno));
    }
}
