/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Address space and pages from Linux. */
public final class LinuxMemory implements OsMemory {
    private static final int RESERVED = MemoryFlags.MAP_PRIVATE | MemoryFlags.MAP_ANONYMOUS | MemoryFlags.MAP_NORESERVE;

    private final SystemCalls calls;
    private final NamedPages named;
    private final NumaCalls numa;
    private final long pageSize;

    /** @param calls by which the kernel is called */
    public LinuxMemory(SystemCalls calls) {
        this.calls = calls;
        this.named = new NamedPages(calls);
        this.numa = new NumaCalls(calls);
        this.pageSize = calls.pageSize();
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    /**
     * Maps {@code alignment} bytes more than asked for, and gives back what lies before and after the aligned part; if the kernel
     * does not take it, it is just address space.
     */
    @Override
    public long reserve(long bytes, long alignment, String name) {
        if (Long.bitCount(alignment) != 1 || alignment < pageSize) {
            throw new IllegalArgumentException("alignment is not a power of two of at least a page: " + alignment);
        }
        if (bytes <= 0 || bytes % alignment != 0) {
            throw new IllegalArgumentException("not a positive multiple of " + alignment + ": " + bytes);
        }
        long mapped = Math.addExact(bytes, alignment - pageSize);
        try (Scratch text = Scratch.of(calls, name)) {
            long start = calls.call(SystemCall.MMAP, 0, mapped, MemoryFlags.PROT_NONE, RESERVED, -1, 0);
            check("mmap", 0, mapped, start);
            long address = start + alignment - 1 & -alignment;
            boolean made = false;
            try {
                trim(start, address - start);
                trim(address + bytes, start + mapped - address - bytes);
                name(address, bytes, text);
                made = true;
                return address;
            } finally {
                if (!made) {
                    // What lies beside it may have gone, and be somebody else's by now.
                    trim(address, bytes);
                }
            }
        }
    }

    @Override
    public long reserveNamed(long bytes, String name) {
        long address = named.map(bytes, name);
        return SystemCalls.failed(address) ? reserve(bytes, pageSize, name) : address;
    }

    /** A kernel without CONFIG_ANON_VMA_NAME refuses, and nothing is lost. */
    private void name(long address, long bytes, Scratch text) {
        calls.call(SystemCall.PRCTL, MemoryFlags.PR_SET_VMA, MemoryFlags.PR_SET_VMA_ANON_NAME, address, bytes, text.address(), 0);
    }

    private void trim(long address, long bytes) {
        if (bytes > 0) {
            calls.call(SystemCall.MUNMAP, address, bytes, 0, 0, 0, 0);
        }
    }

    @Override
    public void commit(long address, long bytes) {
        check("mprotect", address, bytes, protect(address, bytes, MemoryFlags.PROT_READ_WRITE));
    }

    @Override
    public void release(long address, long bytes) {
        check("madvise", address, bytes, advise(address, bytes, MemoryFlags.MADV_DONTNEED));
    }

    @Override
    public void seal(long address, long bytes, String name) {
        long elsewhere = named.map(bytes, name);
        if (!SystemCalls.failed(elsewhere)) {
            move(elsewhere, bytes, address, "sealed pages");
            return;
        }
        try (Scratch text = Scratch.of(calls, name)) {
            check("mprotect", address, bytes, protect(address, bytes, MemoryFlags.PROT_NONE));
            release(address, bytes);
            name(address, bytes, text);
        }
    }

    @Override
    public void unmap(long address, long bytes) {
        check("munmap", address, bytes, calls.call(SystemCall.MUNMAP, address, bytes, 0, 0, 0, 0));
    }

    /** By MPOL_PREFERRED_MANY, or before Linux 5.15 by MPOL_PREFERRED, which takes the first node only. */
    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        long result = numa.bind(address, bytes, strict ? NumaCalls.BIND : NumaCalls.PREFERRED_MANY, nodes);
        if (result == -OsMemoryException.EINVAL && !strict) {
            result = numa.bind(address, bytes, NumaCalls.PREFERRED, nodes[0]);
        }
        check("mbind to " + Arrays.toString(nodes) + " of ", address, bytes, result);
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        check("madvise", address, bytes, advise(address, bytes, MemoryFlags.MADV_HUGEPAGE));
    }

    /**
     * They are mapped elsewhere and then moved into place (Linux 5.16): if mapping in place failed, it would leave a hole that
     * another thread's mapping could fill.
     */
    @Override
    public void commitHugePages(long address, long bytes) {
        long elsewhere = calls.call(SystemCall.MMAP, 0, bytes, MemoryFlags.PROT_READ_WRITE,
                MemoryFlags.MAP_PRIVATE | MemoryFlags.MAP_ANONYMOUS | MemoryFlags.MAP_HUGETLB, -1, 0);
        check("mmap of huge pages", 0, bytes, elsewhere);
        move(elsewhere, bytes, address, "huge pages");
    }

    /** Puts mapped pages in the place of others; if that fails, gives them up. */
    private void move(long from, long bytes, long to, String what) {
        int flags = MemoryFlags.MREMAP_MAYMOVE | MemoryFlags.MREMAP_FIXED;
        long result = calls.call(SystemCall.MREMAP, from, bytes, bytes, flags, to, 0);
        if (SystemCalls.failed(result)) {
            calls.call(SystemCall.MUNMAP, from, bytes, 0, 0, 0, 0);
            check("mremap of " + what, to, bytes, result);
        }
    }

    @Override
    public void populate(long address, long bytes) {
        check("madvise to populate ", address, bytes, advise(address, bytes, MemoryFlags.MADV_POPULATE_WRITE));
    }

    @Override
    public void lock(long address, long bytes) {
        check("mlock", address, bytes, calls.call(SystemCall.MLOCK, address, bytes, 0, 0, 0, 0));
    }

    @Override
    public void unlock(long address, long bytes) {
        check("munlock", address, bytes, calls.call(SystemCall.MUNLOCK, address, bytes, 0, 0, 0, 0));
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        int[] nodes = new int[addresses.length];
        if (addresses.length > 0) {
            check("move_pages", addresses[0], addresses.length, numa.query(addresses, pageSize, nodes));
        }
        return nodes;
    }

    @Override
    public long residentBytes(long address, long bytes) {
        int count = Math.toIntExact((bytes + pageSize - 1) / pageSize);
        try (Scratch pages = new Scratch(calls, count)) {
            if (SystemCalls.failed(calls.call(SystemCall.MINCORE, address, bytes, pages.address(), 0, 0, 0))) {
                return -1;
            }
            long resident = 0;
            for (int page = 0; page < count; page++) {
                resident += pages.bytes().get(page) & 1;
            }
            return resident * pageSize;
        }
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return calls.view(address, bytes).order(ByteOrder.nativeOrder());
    }

    private long protect(long address, long bytes, int protection) {
        return calls.call(SystemCall.MPROTECT, address, bytes, protection, 0, 0, 0);
    }

    private long advise(long address, long bytes, int advice) {
        return calls.call(SystemCall.MADVISE, address, bytes, advice, 0, 0, 0);
    }

    private void check(String call, long address, long bytes, long result) {
        if (SystemCalls.failed(result)) {
            throw calls.failure(call + "(0x" + Long.toHexString(address) + ", " + bytes + ")", result);
        }
    }
}
