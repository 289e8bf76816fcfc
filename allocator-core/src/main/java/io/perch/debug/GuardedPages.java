/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Blocks with pages of their own that end right at an inaccessible page. An access behind such a block, or to it once it is freed,
 * crashes the JVM where it happens. The pages carry the block's size and allocation site as their name, which the memory map in the
 * crash report ({@code hs_err_pid*.log}) shows at the fault's address ({@code si_addr}): no signal handler is needed, and the JVM's
 * own stay as they are.
 */
final class GuardedPages implements CheckedBlock.Keeper {
    /** The most at one time: they are not charged to the allocator's limit. */
    static final int MOST = 256;
    private static final int ALIGNMENT = 64;
    /** The kernel's limit for anonymous memory is 80 with the final zero; that of files is longer. */
    private static final int LONGEST_NAME = 79;

    private final OsMemory memory;
    private final Refusals refusals = new Refusals();
    private final Map<Long, ByteBuffer> views = new ConcurrentHashMap<>();

    GuardedPages(OsMemory memory) {
        this.memory = memory;
    }

    /** A block at the end of its pages, or null if there are too many or the system has none. */
    CheckedBlock allocate(long size, long alignment) {
        long start = Math.max(alignment, ALIGNMENT);
        if (views.size() >= MOST || size > Integer.MAX_VALUE / 2 || start > memory.pageSize()) {
            return null;
        }
        long room = roundUp(size, memory.pageSize());
        String site = new Site("").caller();
        long base = 0;
        try {
            base = memory.reserveNamed(room + memory.pageSize(), name("perch guarded " + size + " B by " + site));
            memory.commit(base, room);
            views.put(base, memory.view(base, (int) room));
        } catch (OsMemoryException refused) {
            refusals.add(Refusals.Kind.GUARD, refused.getMessage());
            if (base != 0) {
                unmap(base, room);
            }
            return null;
        }
        return new CheckedBlock(base, room, base + room - roundUp(size, start), size, this);
    }

    private static long roundUp(long bytes, long multiple) {
        return bytes + multiple - 1 & -multiple;
    }

    private static String name(String text) {
        String legal = text.replaceAll("[^ -~]|[\\[\\]\\\\$`]", "_");
        return legal.length() <= LONGEST_NAME ? legal : legal.substring(0, LONGEST_NAME);
    }

    @Override
    public ByteBuffer memory(long base) {
        return views.get(base);
    }

    @Override
    public int offset(long base) {
        return 0;
    }

    @Override
    public int partition(long base) {
        return -1;
    }

    @Override
    public void retire(CheckedBlock block) {
        String name = name("perch freed " + block.size() + " B of " + block.allocated().caller() + " by "
                + block.freed().caller());
        refusals.attempt(Refusals.Kind.GUARD, () -> memory.seal(block.base(), block.room(), name));
    }

    @Override
    public boolean accessibleWhenFreed() {
        return false;
    }

    @Override
    public void release(long base, long room) {
        views.remove(base);
        unmap(base, room);
    }

    private void unmap(long base, long room) {
        refusals.attempt(Refusals.Kind.UNMAP, () -> memory.unmap(base, room + memory.pageSize()));
    }

    Refusals refusals() {
        return refusals;
    }
}
