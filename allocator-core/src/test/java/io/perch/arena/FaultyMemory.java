/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An operating system that refuses what a test tells it to, and keeps count of what it is asked for. For any thread. */
public final class FaultyMemory implements OsMemory {
    private final OsMemory memory;
    private final Map<Call, AtomicLong> calls = new EnumMap<>(Call.class);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private volatile Call faulty;
    private volatile int errno;
    private volatile long from;
    private volatile long to;

    /** What can be refused. */
    public enum Call {
        /** mmap. */
        RESERVE,
        /** mprotect. */
        COMMIT,
        /** madvise: MADV_DONTNEED. */
        RELEASE,
        /** mprotect: nothing can be read or written any more. */
        SEAL,
        /** mbind. */
        BIND,
        /** madvise: MADV_HUGEPAGE. */
        ADVISE,
        /** mmap of hugetlb pages. */
        HUGE,
        /** madvise: MADV_POPULATE_WRITE. */
        POPULATE,
        /** mlock. */
        LOCK,
        /** munlock. */
        UNLOCK,
        /** munmap. */
        UNMAP,
        /** move_pages. */
        QUERY
    }

    /** @param memory what does the calls that are not refused */
    public FaultyMemory(OsMemory memory) {
        this.memory = memory;
        for (Call call : Call.values()) {
            calls.put(call, new AtomicLong());
        }
    }

    /** Refuses a call from now on, after it was done {@code allowed} more times. */
    public void refuse(Call call, int withErrno, long allowed) {
        refuse(call, withErrno, allowed, Long.MAX_VALUE / 2);
    }

    /** Refuses a call {@code times} times, after it was done {@code allowed} more times. */
    public void refuse(Call call, int withErrno, long allowed, long times) {
        faulty = null;
        from = calls.get(call).get() + allowed;
        to = from + times;
        errno = withErrno;
        faulty = call;
    }

    /** Refuses nothing any more. */
    public void recover() {
        faulty = null;
    }

    /** How many calls were refused. */
    public long refused() {
        return refused.get();
    }

    /** Bytes of address space that were reserved and not given up. */
    public long reserved() {
        return reserved.get();
    }

    /** How often a call was asked for, refused or not. */
    public long calls(Call call) {
        return calls.get(call).get();
    }

    private void check(Call call) {
        long before = calls.get(call).getAndIncrement();
        if (call == faulty && before >= from && before < to) {
            refused.incrementAndGet();
            throw new OsMemoryException(call.toString(), errno, "refused by the test");
        }
    }

    @Override
    public long pageSize() {
        return memory.pageSize();
    }

    @Override
    public long reserve(long bytes, long alignment, String name) {
        check(Call.RESERVE);
        long address = memory.reserve(bytes, alignment, name);
        reserved.addAndGet(bytes);
        return address;
    }

    @Override
    public void commit(long address, long bytes) {
        check(Call.COMMIT);
        memory.commit(address, bytes);
    }

    @Override
    public void release(long address, long bytes) {
        check(Call.RELEASE);
        memory.release(address, bytes);
    }

    @Override
    public void seal(long address, long bytes, String name) {
        check(Call.SEAL);
        memory.seal(address, bytes, name);
    }

    @Override
    public void unmap(long address, long bytes) {
        check(Call.UNMAP);
        memory.unmap(address, bytes);
        reserved.addAndGet(-bytes);
    }

    /** Only counted: the nodes of a test are mostly not those of the machine. */
    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        check(Call.BIND);
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        check(Call.ADVISE);
        memory.adviseHugePages(address, bytes);
    }

    /** With ordinary pages, since nobody has set huge ones aside. */
    @Override
    public void commitHugePages(long address, long bytes) {
        check(Call.HUGE);
        memory.commit(address, bytes);
    }

    /** Only counted: a test has less memory than it allocates. */
    @Override
    public void populate(long address, long bytes) {
        check(Call.POPULATE);
    }

    /** Only counted: a test may lock next to nothing. */
    @Override
    public void lock(long address, long bytes) {
        check(Call.LOCK);
    }

    @Override
    public void unlock(long address, long bytes) {
        check(Call.UNLOCK);
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        check(Call.QUERY);
        return memory.nodesOf(addresses);
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        return memory.view(address, bytes);
    }
}
