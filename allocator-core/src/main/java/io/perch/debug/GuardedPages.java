/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blocks with pages of their own between two that are inaccessible. By chance, a block begins right behind the first or ends right
 * before the second: an access in front of it, or else behind it, crashes the JVM where it happens, and so does one to a block that
 * is freed. The pages carry the block's size and allocation site as their name, which the memory map in the
 * crash report ({@code hs_err_pid*.log}) shows at the fault's address ({@code si_addr}): no signal handler is needed, and the JVM's
 * own stay as they are.
 */
final class GuardedPages {
    /** The most at one time: they are not charged to the allocator's limit. */
    static final int MOST = 256;
    private static final int ALIGNMENT = 64;
    /** The kernel's limit for anonymous memory is 80 with the final zero; that of files is longer. */
    private static final int LONGEST_NAME = 79;

    private final OsMemory memory;
    private final Refusals refusals = new Refusals();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong soFar = new AtomicLong();

    GuardedPages(OsMemory memory) {
        this.memory = memory;
    }

    /** A block at the start or at the end of its pages, or null if there are too many or the system has none. */
    CheckedBlock allocate(long size, long alignment) {
        long start = Math.max(alignment, ALIGNMENT);
        if (count.get() >= MOST || size > Integer.MAX_VALUE / 2 || start > memory.pageSize()) {
            return null;
        }
        long room = roundUp(size, memory.pageSize());
        String name = name("perch guarded " + size + " B by " + new Site("").caller());
        Pages pages = new Pages(room);
        boolean done = false;
        try {
            pages.map(name);
            long offset = ThreadLocalRandom.current().nextBoolean() ? 0 : room - roundUp(size, start);
            CheckedBlock block = new CheckedBlock(pages.base, room, pages.base + offset, size, pages);
            soFar.incrementAndGet();
            done = true;
            return block;
        } catch (OsMemoryException refused) {
            refusals.add(Refusals.Kind.GUARD, refused.getMessage());
            return null;
        } finally {
            if (!done) {
                pages.unmap();
            }
        }
    }

    private static long roundUp(long bytes, long multiple) {
        return bytes + multiple - 1 & -multiple;
    }

    private static String name(String text) {
        String legal = text.replaceAll("[^ -~]|[\\[\\]\\\\$`]", "_");
        return legal.length() <= LONGEST_NAME ? legal : legal.substring(0, LONGEST_NAME);
    }

    Refusals refusals() {
        return refusals;
    }

    /** How many blocks there have been. */
    long soFar() {
        return soFar.get();
    }

    /** The pages of a block. They go back without asking the heap for anything. */
    private final class Pages implements CheckedBlock.Keeper {
        private final long room;
        private final Runnable unmapping = this::unmapAll;
        /** With the inaccessible pages. */
        private final long all;
        /** 0 if there are none. */
        private long base;
        private ByteBuffer view;

        Pages(long room) {
            this.room = room;
            this.all = room + 2L * memory.pageSize();
        }

        void map(String name) {
            base = memory.reserveNamed(all, name) + memory.pageSize();
            count.incrementAndGet();
            memory.commit(base, room);
            view = memory.view(base, (int) room);
        }

        void unmap() {
            if (base != 0) {
                count.decrementAndGet();
                refusals.attempt(Refusals.Kind.UNMAP, unmapping);
            }
        }

        private void unmapAll() {
            memory.unmap(base - memory.pageSize(), all);
        }

        @Override
        public ByteBuffer memory(long ignored) {
            return view;
        }

        @Override
        public int offset(long ignored) {
            return 0;
        }

        @Override
        public int partition(long ignored) {
            return -1;
        }

        @Override
        public void retire(CheckedBlock block) {
            String name = name("perch freed " + block.size() + " B of " + block.allocated().caller() + " by "
                    + block.freed().caller());
            refusals.attempt(Refusals.Kind.GUARD, () -> memory.seal(base - memory.pageSize(), all, name));
        }

        @Override
        public boolean accessibleWhenFreed() {
            return false;
        }

        @Override
        public void release(long ignored, long all) {
            unmap();
        }
    }
}
