/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.arena.FaultyMemory.Call;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What Linux knows of each page of one reservation, with its rules, and refusals at random. For one thread. */
final class PageModel implements OsMemory {
    private static final int PAGE = 4096;
    private static final long BASE = 1L << 40;

    final BitSet usable = new BitSet();
    final BitSet resident = new BitSet();
    final BitSet locked = new BitSet();
    final BitSet bound = new BitSet();
    private final BitSet huge = new BitSet();
    /** Pages that could not be locked when that was last asked for. */
    final BitSet neverLocked = new BitSet();
    /** Pages that could not be bound when that was last asked for. */
    final BitSet neverBound = new BitSet();
    /** What is refused, every other time. */
    final Set<Call> weather = EnumSet.noneOf(Call.class);
    /** Done in the middle of each release. */
    Runnable duringRelease = () -> { };
    /** The least number of bytes that were released at once. */
    long leastRelease = Long.MAX_VALUE;
    long refused;
    long reserved;

    private final Random random;

    PageModel(Random random) {
        this.random = random;
    }

    /** Pages of a run. */
    static int[] pages(long address, long bytes) {
        return new int[] {(int) ((address - BASE) / PAGE), (int) ((address + bytes - BASE) / PAGE)};
    }

    /** Whether each page of a range has a mark. */
    static boolean all(BitSet marks, long address, long bytes) {
        int[] range = pages(address, bytes);
        return marks.nextClearBit(range[0]) >= range[1];
    }

    /** Whether each page of a range has one mark or the other. */
    static boolean all(BitSet marks, BitSet others, long address, long bytes) {
        int[] range = pages(address, bytes);
        int page = range[0];
        while (page < range[1] && (marks.get(page) || others.get(page))) {
            page = Math.max(marks.get(page) ? marks.nextClearBit(page) : 0, others.get(page) ? others.nextClearBit(page) : 0);
        }
        return page >= range[1];
    }

    private static void mark(BitSet marks, long address, long bytes, boolean value) {
        int[] range = pages(address, bytes);
        marks.set(range[0], range[1], value);
    }

    long residentBytes() {
        return (long) resident.cardinality() * PAGE;
    }

    /** The program writes to it. */
    void touch(long address, long bytes) {
        long from = isHuge(address) ? address & -HUGE_PAGE : address;
        long to = isHuge(address + bytes - 1) ? address + bytes + HUGE_PAGE - 1 & -HUGE_PAGE : address + bytes;
        mark(resident, from, to - from, true);
    }

    private boolean isHuge(long address) {
        return huge.get((int) ((address - BASE) / PAGE));
    }

    private boolean refuses(Call call) {
        return weather.contains(call) && random.nextBoolean();
    }

    private void refuse(Call call) {
        refused++;
        throw new OsMemoryException(call.toString(), OsMemoryException.ENOMEM, "refused by the model");
    }

    private static void require(boolean legal, String call) {
        if (!legal) {
            throw new OsMemoryException(call, OsMemoryException.EINVAL, "Invalid argument");
        }
    }

    @Override
    public long pageSize() {
        return PAGE;
    }

    @Override
    public long reserve(long bytes, long alignment, String name) {
        reserved = bytes;
        return BASE;
    }

    @Override
    public void commit(long address, long bytes) {
        if (refuses(Call.COMMIT)) {
            refuse(Call.COMMIT);
        }
        mark(usable, address, bytes, true);
    }

    @Override
    public void commitHugePages(long address, long bytes) {
        require(address % HUGE_PAGE == 0 && bytes % HUGE_PAGE == 0, "mmap");
        if (refuses(Call.HUGE)) {
            refuse(Call.HUGE);
        }
        mark(usable, address, bytes, true);
        mark(huge, address, bytes, true);
        mark(bound, address, bytes, false);
    }

    /** What is locked is not taken, as of the kernel. */
    @Override
    public void release(long address, long bytes) {
        duringRelease.run();
        if (refuses(Call.RELEASE)) {
            refuse(Call.RELEASE);
        }
        require(!isHuge(address) || (address | bytes) % HUGE_PAGE == 0, "madvise of a part of a huge page");
        int[] range = pages(address, bytes);
        int firstLocked = locked.nextSetBit(range[0]);
        if (firstLocked >= 0 && firstLocked < range[1]) {
            refused++;
            require(false, "madvise of locked pages");
        }
        mark(resident, address, bytes, false);
        leastRelease = Math.min(leastRelease, bytes);
    }

    @Override
    public void seal(long address, long bytes, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unmap(long address, long bytes) {
        if (refuses(Call.UNMAP)) {
            refuse(Call.UNMAP);
        }
        for (BitSet marks : new BitSet[] {usable, resident, locked, bound, huge}) {
            mark(marks, address, bytes, false);
        }
        reserved -= bytes;
    }

    @Override
    public void bind(long address, long bytes, boolean strict, int... nodes) {
        boolean no = refuses(Call.BIND);
        mark(neverBound, address, bytes, no);
        if (no) {
            refuse(Call.BIND);
        }
        mark(bound, address, bytes, true);
    }

    @Override
    public void adviseHugePages(long address, long bytes) {
        if (refuses(Call.ADVISE)) {
            refuse(Call.ADVISE);
        }
    }

    /** Half of it is there before the kernel finds that it has no more. */
    @Override
    public void populate(long address, long bytes) {
        boolean no = refuses(Call.POPULATE);
        touch(address, no ? bytes / 2 / PAGE * PAGE : bytes);
        if (no) {
            refuse(Call.POPULATE);
        }
    }

    /** Locked pages are populated by that. */
    @Override
    public void lock(long address, long bytes) {
        boolean no = refuses(Call.LOCK);
        mark(neverLocked, address, bytes, no);
        if (no) {
            refuse(Call.LOCK);
        }
        mark(locked, address, bytes, true);
        touch(address, bytes);
    }

    @Override
    public void unlock(long address, long bytes) {
        if (refuses(Call.UNLOCK)) {
            refuse(Call.UNLOCK);
        }
        mark(locked, address, bytes, false);
    }

    @Override
    public int[] nodesOf(long[] addresses) {
        return new int[addresses.length];
    }

    @Override
    public ByteBuffer view(long address, int bytes) {
        throw new UnsupportedOperationException("there is no memory at " + address);
    }
}
