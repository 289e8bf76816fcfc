/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.os.Refusals;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.SlabTable;
import io.perch.rseq.SpareMemory;
import io.perch.rseq.call.SlabCalls;
import io.perch.stats.LockKind;
import io.perch.sync.CountedLock;
import io.perch.sync.LockTally;
import java.util.Arrays;

/** All slabs. One is made when a thread first misses on its CPU, and the thread is registered if that is up to Perch. */
final class SlabDirectory {
    private final NativePlatform platform;
    private final SlabCalls calls;
    private final OsMemory memory;
    private final SpareMemory spare;
    private final Refusals refusals = new Refusals();
    private final MemoryLimit limit;
    private final SlabTable table;
    private final SlabGeometry geometry;
    private final Partitioning partitioning;
    private final int slabBytes;
    private final CountedLock lock = new CountedLock(LockKind.SLAB_DIRECTORY);
    /** By node and index in the node; rows are made with their first slab. Written under {@link #lock}. */
    private final Slab[][] slabs = new Slab[SlabLayout.MAX_NODES][];
    /** In the order in which they were made; replaced under {@link #lock}. */
    private volatile Slab[] all = {};
    private volatile long metadataBytes;
    private volatile boolean closed;
    private boolean givenUp;

    /** @param limit what slab memory is charged to */
    SlabDirectory(NativePlatform platform, SlabCalls calls, SlabTable table, MemoryLimit limit, SlabGeometry geometry,
            Partitioning partitioning) {
        this.platform = platform;
        this.calls = calls;
        this.memory = platform.memory();
        this.spare = platform.spareMemory();
        this.limit = limit;
        this.table = table;
        this.geometry = geometry;
        this.partitioning = partitioning;
        this.slabBytes = (int) (Slab.bytes(geometry) + memory.pageSize() - 1 & -memory.pageSize());
    }

    /** Where the thread was a moment ago; {@link SlabCalls#UNREGISTERED} if it cannot be registered. */
    int index() {
        int index = calls.index();
        return index == SlabCalls.UNREGISTERED && platform.registerThread() ? calls.index() : index;
    }

    /** The slab of an index; null if it has none and gets none, as in a full heap: blocks then go by way of the transfer cache. */
    Slab slab(int index) {
        Slab slab = find(index);
        try {
            return slab != null ? slab : populate(index);
        } catch (OutOfMemoryError none) {
            return null;
        }
    }

    private Slab find(int index) {
        Slab[] row = slabs[index >>> SlabLayout.NODE_SHIFT];
        return row == null ? null : row[index & SlabLayout.INDEXES_PER_NODE - 1];
    }

    private Slab populate(int index) {
        lock.lock();
        try {
            Slab known = find(index);
            return known != null || closed ? known : charge(index);
        } finally {
            lock.unlock();
        }
    }

    private Slab charge(int index) {
        // A page of the slab table gets memory with its first entry.
        long charge = slabs[index >>> SlabLayout.NODE_SHIFT] == null ? slabBytes + memory.pageSize() : slabBytes;
        if (!limit.tryCharge(charge)) {
            return null;
        }
        Slab slab = null;
        try {
            slab = make(index);
        } finally {
            if (slab == null) {
                limit.uncharge(charge);
            } else {
                metadataBytes += charge;
            }
        }
        return slab;
    }

    /** Null if the system has no memory. */
    private Slab make(int index) {
        long address;
        try {
            address = spare.take(memory, slabBytes, "perch slab");
        } catch (OsMemoryException refused) {
            refusals.add(Refusals.Kind.CACHE, refused.getMessage());
            return null;
        }
        boolean made = false;
        try {
            Slab slab = new Slab(index, partitioning.ofIndex(index), address, memory.view(address, slabBytes), geometry);
            enter(slab);
            made = true;
            return slab;
        } finally {
            if (!made) {
                // Not unmapped: it may be remembered from an earlier use. Lists are laid out anew each time.
                spare.give(null, address, slabBytes);
            }
        }
    }

    /** What can fail is done before anybody finds the slab. */
    private void enter(Slab slab) {
        int node = slab.index() >>> SlabLayout.NODE_SHIFT;
        Slab[] row = slabs[node] == null ? new Slab[SlabLayout.INDEXES_PER_NODE] : slabs[node];
        Slab[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = slab;
        table.publish(slab.index(), slab.memory());
        row[slab.index() & SlabLayout.INDEXES_PER_NODE - 1] = slab;
        slabs[node] = row;
        all = more;
    }

    /** The slabs that were made so far. Not to be changed. */
    Slab[] all() {
        return all;
    }

    /** From now on makes no slab, and finds none. */
    void close() {
        lock.lock();
        try {
            closed = true;
            Arrays.fill(slabs, null);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Gives the memory of all slabs back, which are empty and stopped for good. The addresses stay mapped, because a snapshot may
     * be reading there.
     *
     * @param traffic keeps from now on what slabs have counted
     */
    void release(NumaTraffic traffic) {
        for (Slab slab : all) {
            slab.lock.lock();
            try {
                if (slab.hasGivenMemoryBack()) {
                    continue;
                }
                long allocations = slab.memory().allocations();
                long frees = slab.memory().localFrees();
                if (!refusals.attempt(Refusals.Kind.RELEASE, () -> memory.release(slab.memory().address(), slabBytes))) {
                    // Its memory stays charged.
                    continue;
                }
                traffic.retired(slab.partition(), allocations, frees);
                slab.giveMemoryBack();
                limit.uncharge(slabBytes);
                metadataBytes -= slabBytes;
            } finally {
                slab.lock.unlock();
            }
        }
    }

    /**
     * Lets other allocators have the memory of the slabs, which {@link #release} gave back. Once: given twice, it would go to two.
     *
     * @param owner through whom threads find the slabs
     */
    void giveUp(Object owner) {
        for (Slab slab : all) {
            slab.memory().shut();
        }
        // A section that found the first word zero, as released memory is, must not go on when the slab is another allocator's.
        if (platform.fence() && givesUp()) {
            table.giveUp(spare, owner);
            for (Slab slab : all) {
                spare.give(owner, slab.memory().address(), slabBytes);
            }
        }
    }

    /** Whether the caller is the first to ask. */
    private boolean givesUp() {
        lock.lock();
        try {
            boolean first = !givenUp;
            givenUp = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the counts of the lock. */
    void addLocks(LockTally tally) {
        tally.add(lock);
    }

    /** What the system refused. */
    Refusals refusals() {
        return refusals;
    }

    /** Off-heap memory of the slabs and of the slab table's pages in use. */
    long metadataBytes() {
        return metadataBytes;
    }
}
