/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.os.OsMemory;
import io.perch.os.OsMemoryException;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import io.perch.span.BlockBatch;
import io.perch.sync.SpinLock;
import io.perch.transfer.TransferCache;
import java.util.Arrays;
import java.util.List;

/**
 * One slab for each CPU or virtual CPU, changed by restartable sequences: no lock, no atomic instruction, no thread-local.
 *
 * <p>Slabs are made when a thread first misses on their CPU. Another CPU's slab is stopped by a null in the table and a fence; a
 * thread that meets the null takes a single block from the transfer cache, and never waits. Where libc registers no thread for
 * restartable sequences, a thread is registered when it first misses; one that cannot be registered uses stripes, which are made
 * for the first of that kind.
 */
public class RseqSlabs extends CpuSlabs {
    /** The operations, the table that they work on, and where blocks come from and go to: by home and size class. */
    final SlabCalls calls;
    final long table;
    final TransferCache[][] transfer;
    final HomeTraffic traffic;
    private final NativePlatform platform;
    private final RemoteSlabs remote;
    private final OsMemory memory;
    private final MemoryLimit limit;
    private final SlabTable slabTable;
    private final SlabGeometry geometry;
    private final int slabBytes;
    private final SpinLock populateLock = new SpinLock();
    /** By node and index in the node; rows are made with their first slab. Written under {@link #populateLock}. */
    private final Slab[][] slabs = new Slab[SlabLayout.MAX_NODES][];
    /** All slabs, in the order they were made; replaced under {@link #populateLock}. */
    private volatile Slab[] populated = {};
    /** For threads that cannot be registered; null before the first of them. */
    private volatile CpuSlabs stripes;
    private volatile long metadataBytes;
    private volatile boolean closed;

    /**
     * @param platform where the mode is supported
     * @param nodes    how many node numbers there can be
     * @param limit    what slab memory is charged to
     * @param budget   the most bytes of free blocks that a slab may hold
     * @param transfer where blocks come from and go to, by size class
     * @throws OsMemoryException if the system has no memory for the slab table
     */
    public RseqSlabs(NativePlatform platform, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferCache[] transfer) {
        this(platform, platform.calls(mode), mode, nodes, limit, budget, transfer);
    }

    /** @param calls the operations; those of a test may be on CPUs that this machine has not */
    RseqSlabs(NativePlatform platform, SlabCalls calls, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferCache[] transfer) {
        this(platform, calls, mode, nodes, limit, budget, new TransferCache[][] {transfer}, new HomeTraffic(1));
    }

    /**
     * For several homes.
     *
     * @param transfer by home and size class
     * @param traffic  where is counted what the slabs do not count
     */
    RseqSlabs(NativePlatform platform, SlabCalls calls, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferCache[][] transfer, HomeTraffic traffic) {
        this.platform = platform;
        this.calls = calls;
        this.memory = platform.memory();
        this.limit = limit;
        this.transfer = transfer;
        this.traffic = traffic;
        this.geometry = new SlabGeometry(budget, transfer.length);
        this.slabBytes = (int) (Slab.bytes(geometry) + memory.pageSize() - 1 & -memory.pageSize());
        this.slabTable = new SlabTable(memory, mode, nodes);
        this.table = slabTable.address();
        this.remote = new RemoteSlabs(platform, slabTable, transfer, traffic, budget);
    }

    /** The home of a block. */
    int homeOf(long block) {
        return 0;
    }

    /** The home of the CPU or virtual CPU with a slab index. */
    int homeOfIndex(int index) {
        return 0;
    }

    /** What a push takes in place of the size class. */
    int lists(int sizeClass, long block) {
        return sizeClass;
    }

    /** The caches of threads that cannot be registered. */
    CpuSlabs makeStripes(long budget) {
        return new StripedSlabs(Runtime.getRuntime().availableProcessors(), budget, transfer[0]);
    }

    /** Takes a block back that no slab took. */
    void putOne(int sizeClass, long block, int index) {
        transfer[0][sizeClass].putOne(block);
    }

    /** Called for a slab before its memory is given back. */
    void retired(Slab slab) {
    }

    @Override
    public long pop(int sizeClass) {
        return calls.pop(table, sizeClass);
    }

    @Override
    public boolean push(int sizeClass, long block) {
        return calls.push(table, sizeClass, block) > 0;
    }

    @Override
    public long refill(int sizeClass) {
        int index = index();
        if (index == SlabCalls.UNREGISTERED) {
            return stripes().take(sizeClass);
        }
        TransferCache source = transfer[homeOfIndex(index)][sizeClass];
        Slab slab = slab(index);
        if (slab == null || !slab.lock.tryLock()) {
            return source.takeOne();
        }
        BlockBatch batch = slab.batch;
        try {
            boolean wasFull = slab.underflowed(sizeClass);
            grow(slab, sizeClass);
            if (source.take(batch, SlabGeometry.refill(sizeClass, slab.capacity(sizeClass), wasFull)) == 0) {
                return 0;
            }
            long block = batch.removeLast();
            if (batch.count() > 0) {
                int pushed = calls.pushBatch(table, lists(sizeClass, block), batch.address(), batch.count());
                batch.removeFirst(Math.max(0, pushed));
            }
            return block;
        } finally {
            // Also when the heap is full and a new span could not be described: what came so far is not lost.
            if (batch.count() > 0) {
                source.put(batch);
            }
            slab.lock.unlock();
        }
    }

    @Override
    public void overflow(int sizeClass, long block) {
        int index = index();
        if (index == SlabCalls.UNREGISTERED) {
            stripes().give(sizeClass, block);
            return;
        }
        Slab slab = slab(index);
        if (slab == null || !slab.lock.tryLock()) {
            putOne(sizeClass, block, index);
            return;
        }
        try {
            int home = homeOf(block);
            int list = home == slab.home() ? sizeClass : SlabGeometry.firstList(home) + sizeClass;
            slab.overflowed(list);
            if (grow(slab, list) && calls.push(table, lists(sizeClass, block), block) > 0) {
                return;
            }
            // Nobody here takes from a list of another home: all of it goes.
            int capacity = slab.capacity(list);
            try {
                flush(slab, list, SlabGeometry.destination(list) >= 0 ? capacity : SlabGeometry.surplus(list, capacity));
            } finally {
                if (calls.push(table, lists(sizeClass, block), block) <= 0) {
                    putOne(sizeClass, block, index);
                }
            }
        } finally {
            slab.lock.unlock();
        }
    }

    /** Sends up to {@code blocks} of a list to the transfer cache of their home as one batch. */
    private void flush(Slab slab, int list, int blocks) {
        BlockBatch batch = slab.batch;
        int wanted = Math.min(blocks, BlockBatch.CAPACITY);
        int popped = wanted == 0 ? 0 : calls.popBatch(table, list, batch.address(), wanted);
        if (popped > 0) {
            batch.filled(popped);
            // Not that of the slab: the thread may have popped from another node's by now.
            int home = homeOf(batch.last());
            int sizeClass = SlabGeometry.sizeClass(list);
            if (SlabGeometry.destination(list) >= 0) {
                traffic.cameHome(home, sizeClass, popped);
            }
            transfer[home][sizeClass].put(batch);
        }
    }

    /** Where the thread was just now; {@link SlabCalls#UNREGISTERED} if it cannot be registered. */
    final int index() {
        int index = calls.index();
        return index == SlabCalls.UNREGISTERED && platform.registerThread() ? calls.index() : index;
    }

    private CpuSlabs stripes() {
        CpuSlabs made = stripes;
        if (made != null) {
            return made;
        }
        populateLock.lock();
        try {
            if (stripes == null) {
                CpuSlabs fresh = makeStripes(geometry.budget());
                if (closed) {
                    fresh.close();
                }
                stripes = fresh;
            }
            return stripes;
        } finally {
            populateLock.unlock();
        }
    }

    /** The slab of an index; null if it has none and gets none. */
    private Slab slab(int index) {
        Slab[] row = slabs[index >>> SlabLayout.NODE_SHIFT];
        Slab slab = row == null ? null : row[index & (SlabLayout.INDEXES_PER_NODE - 1)];
        return slab != null ? slab : populate(index);
    }

    private Slab populate(int index) {
        populateLock.lock();
        try {
            int node = index >>> SlabLayout.NODE_SHIFT;
            int column = index & (SlabLayout.INDEXES_PER_NODE - 1);
            if (slabs[node] != null && slabs[node][column] != null) {
                return slabs[node][column];
            }
            // A page of the slab table gets memory with its first entry.
            long charge = slabs[node] == null ? slabBytes + memory.pageSize() : slabBytes;
            if (closed || !limit.tryCharge(charge)) {
                return null;
            }
            long address;
            try {
                address = memory.reserve(slabBytes, memory.pageSize(), "perch slab");
                memory.commit(address, slabBytes);
            } catch (OsMemoryException refused) {
                limit.uncharge(charge);
                return null;
            }
            metadataBytes += charge;
            Slab slab = new Slab(index, homeOfIndex(index), address, memory.view(address, slabBytes), geometry);
            if (slabs[node] == null) {
                slabs[node] = new Slab[SlabLayout.INDEXES_PER_NODE];
            }
            slabs[node][column] = slab;
            populated = append(populated, slab);
            slabTable.publish(slab);
            return slab;
        } finally {
            populateLock.unlock();
        }
    }

    /**
     * Gives a list that misses more room, out of the slab's own budget.
     *
     * @return whether the list of the CPU that the thread is on now was given room
     */
    private boolean grow(Slab slab, int list) {
        int size = SlabGeometry.size(list);
        int slots = geometry.growth(list, slab.capacity(list));
        if (slots == 0) {
            return false;
        }
        if (slab.available() < (long) slots * size) {
            steal(slab);
        }
        slots = (int) Math.min(slots, slab.available() / size);
        return slots > 0 && resize(slab, list, slots);
    }

    /** Takes capacity, and the blocks in it, from a list that has not missed lately. */
    private void steal(Slab slab) {
        int victim = slab.nextIdleList();
        if (victim < 0) {
            return;
        }
        int capacity = slab.capacity(victim);
        int slots = (capacity + 1) / 2;
        int room = capacity - slab.count(victim);
        if (room < slots) {
            flush(slab, victim, slots - room);
        }
        resize(slab, victim, -slots);
    }

    private boolean resize(Slab slab, int list, int slots) {
        if (calls.grow(table, list, slab.index(), slots) <= 0) {
            return false;
        }
        slab.resized(list, slots);
        return true;
    }

    @Override
    public void drain() {
        remote.drain(List.of(populated));
        if (stripes != null) {
            stripes.drain();
        }
    }

    @Override
    public int drainIdle(long now, long idleNanos) {
        int drained = closed ? 0 : remote.drainIdle(populated, now, idleNanos);
        return stripes == null ? drained : drained + stripes.drainIdle(now, idleNanos);
    }

    @Override
    public boolean balance() {
        return !closed && remote.balance(populated);
    }

    @Override
    public void close() {
        populateLock.lock();
        closed = true;
        Arrays.fill(slabs, null);
        populateLock.unlock();
        if (stripes != null) {
            stripes.close();
        }
        Slab[] all = populated;
        if (remote.retire(List.of(all))) {
            release(all);
        }
    }

    /** The addresses stay mapped, because a snapshot may be reading there; the pages go back. */
    private void release(Slab[] slabsForGood) {
        for (Slab slab : slabsForGood) {
            slab.lock.lock();
            try {
                retired(slab);
                memory.release(slab.address(), slabBytes);
                slab.dropBudget();
                limit.uncharge(slabBytes);
                metadataBytes -= slabBytes;
            } catch (OsMemoryException refused) {
                continue;
            } finally {
                slab.lock.unlock();
            }
        }
    }

    private static Slab[] append(Slab[] slabs, Slab slab) {
        Slab[] more = Arrays.copyOf(slabs, slabs.length + 1);
        more[slabs.length] = slab;
        return more;
    }

    /** All slabs that were made. */
    final Slab[] populated() {
        return populated;
    }

    /** As {@link #count(int, int)}, of the stripes. */
    final long countInStripes(int home, int sizeClass) {
        return stripes == null ? 0 : stripes.count(home, sizeClass);
    }

    @Override
    public long count(int sizeClass) {
        long count = stripes == null ? 0 : stripes.count(sizeClass);
        for (Slab slab : populated) {
            count += slab.count(sizeClass);
        }
        return count;
    }

    @Override
    public void snapshot(Snapshot into) {
        if (stripes != null) {
            stripes.snapshot(into);
        }
        into.remoteOperations = remote.possible();
        into.metadataBytes = metadataBytes;
        for (Slab slab : populated) {
            into.caches++;
            slab.lock.lock();
            into.underflows += slab.underflows;
            into.overflows += slab.overflows;
            into.budgetBytes += slab.budget();
            into.availableBytes += slab.available();
            for (int list = 0; list < geometry.lists(); list++) {
                into.capacityBytes += (long) slab.capacity(list) * SlabGeometry.size(list);
            }
            slab.lock.unlock();
        }
    }
}
