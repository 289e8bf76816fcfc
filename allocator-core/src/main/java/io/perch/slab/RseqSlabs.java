/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import io.perch.arena.MemoryLimit;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabTable;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import io.perch.rseq.capability.Capability;
import io.perch.span.BlockBatch;
import io.perch.stats.PartitionCounts;
import io.perch.sync.SpareStack;
import io.perch.transfer.TransferCache;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * One slab for each CPU or virtual CPU, changed by restartable sequences: no lock, no atomic instruction, no thread-local.
 *
 * <p>This class moves blocks: {@link SlabDirectory} makes the slabs, {@link CapacityPolicy} decides how much goes where, and {@link
 * SlabControl} works on slabs from outside of their CPU. A thread that misses never waits for a slab: if it does not get the lock,
 * or the slab is stopped, it takes a single block from the transfer cache. Where libc registers no thread for restartable
 * sequences, a thread is registered when it first misses; one that cannot be registered uses stripes.
 */
public final class RseqSlabs extends FrontEnd {
    private final SlabCalls calls;
    private final long table;
    private final Partitioning partitioning;
    private final TransferTier tier;
    private final NumaTraffic traffic;
    private final CapacityPolicy policy;
    private final LiveLists live;
    private final SlabDirectory slabs;
    private final SlabControl control;
    private final UnregisteredThreads unregistered;

    /**
     * @param platform where the mode is supported
     * @param nodes    how many node numbers there can be
     * @param limit    what slab memory is charged to
     * @param budget   the most bytes of free blocks that a slab may hold
     * @param transfer where blocks come from and go to, by size class
     * @throws io.perch.os.OsMemoryException if the system has no memory for the slab table
     */
    public RseqSlabs(NativePlatform platform, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferCache[] transfer) {
        this(platform, platform.calls(mode), mode, nodes, limit, budget, transfer);
    }

    /** @param calls the operations; those of a test may be on CPUs that this machine lacks */
    RseqSlabs(NativePlatform platform, SlabCalls calls, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferCache[] transfer) {
        this(platform, calls, mode, nodes, limit, budget, new TransferTier(transfer), Partitioning.ONE, new NumaTraffic(1),
                () -> new StripedSlabs(Runtime.getRuntime().availableProcessors(), budget, transfer));
    }

    /**
     * For one partition or several.
     *
     * @param tier         where blocks come from and go to
     * @param partitioning which partition a block or slab belongs to
     * @param traffic      counts what the slabs do not count
     * @param stripes      makes the caches of threads that cannot be registered
     */
    RseqSlabs(NativePlatform platform, SlabCalls calls, IndexMode mode, int nodes, MemoryLimit limit, long budget,
            TransferTier tier, Partitioning partitioning, NumaTraffic traffic, Supplier<FrontEnd> stripes) {
        SlabGeometry geometry = new SlabGeometry(budget, tier.partitions());
        SlabTable slabTable = new SlabTable(platform.memory(), mode, nodes, platform.spareMemory());
        this.calls = calls;
        this.table = slabTable.address();
        this.partitioning = partitioning;
        this.tier = tier;
        this.traffic = traffic;
        this.policy = new CapacityPolicy(geometry);
        this.live = new LiveLists(calls, table, tier);
        this.slabs = new SlabDirectory(platform, calls, slabTable, limit, geometry, partitioning);
        this.control = new SlabControl(platform.capabilities().active(Capability.MEMBARRIER_RSEQ), platform::fence, slabTable,
                new StoppedLists(tier), policy);
        this.unregistered = new UnregisteredThreads(stripes);
    }

    /** What critical sections are called with. */
    long table() {
        return table;
    }

    /**
     * During the call the collector cannot find this object unused and let others have the table: a caller for whom it was in vain
     * goes on to {@link #refill} or {@link #overflow}.
     */
    @Override
    public long pop(int sizeClass) {
        return calls.pop(table, sizeClass);
    }

    @Override
    public boolean push(int sizeClass, long block) {
        int result = calls.push(table, sizeClass, block);
        return result > 0 || missed(result, sizeClass, block);
    }

    /** False for a block that no list took; throws if it lies on top of the list already. */
    boolean missed(int result, int sizeClass, long block) {
        if (result == SlabCalls.FREED_TWICE) {
            throw tier.freedTwice(sizeClass, block);
        }
        return false;
    }

    @Override
    public long refill(int sizeClass) {
        SpareStack.require();
        int index = slabs.index();
        if (index == SlabCalls.UNREGISTERED) {
            return unregistered.caches().take(sizeClass);
        }
        int partition = partitioning.ofIndex(index);
        long block = refill(index, partition, sizeClass);
        if (block > 0) {
            traffic.allocated(partition, partition);
        }
        return block;
    }

    private long refill(int index, int partition, int sizeClass) {
        Slab slab = slabs.slab(index);
        if (slab == null || !slab.lock.tryLock()) {
            return tier.takeOne(partition, sizeClass);
        }
        try {
            boolean wasFull = slab.stats.underflowed(sizeClass);
            policy.grow(slab, sizeClass, live);
            int wanted = CapacityPolicy.refill(sizeClass, slab.capacity(sizeClass), wasFull);
            giveBackDue(slab);
            return fill(tier.begin(slab.batch, sizeClass), tier.cache(partition, sizeClass), wanted);
        } finally {
            slab.lock.unlock();
        }
    }

    /** Takes a batch: one block for the caller, the others for the slab that the thread is on now. Returns 0 if there is none. */
    private long fill(BlockBatch batch, TransferCache source, int wanted) {
        try {
            if (source.take(batch, wanted) == 0) {
                return 0;
            }
            int spare = batch.count() - 1;
            if (spare > 0) {
                int lists = partitioning.lists(batch.sizeClass(), batch.last());
                batch.removeFirst(Math.max(0, calls.pushBatch(table, lists, batch.address(), spare)));
            }
            return batch.removeLast();
        } finally {
            // What found no room; or, if the heap is full and a new span could not be described, what came so far.
            tier.putBack(batch);
        }
    }

    @Override
    public void overflow(int sizeClass, long block) {
        SpareStack.require();
        int index = 0;
        int result = SlabCalls.NO_SLAB;
        try {
            index = slabs.index();
            if (index == SlabCalls.UNREGISTERED) {
                result = unregistered.give(sizeClass, block) ? 1 : SlabCalls.NO_SLAB;
            } else {
                result = makeRoom(index, sizeClass, block);
            }
        } finally {
            if (result <= 0 && result != SlabCalls.FREED_TWICE) {
                tier.putOne(sizeClass, block, partitioning.ofIndex(Math.max(0, index)));
            }
        }
        missed(result, sizeClass, block);
    }

    /** Returns what became of the block, as {@link SlabCalls#push} does. */
    private int makeRoom(int index, int sizeClass, long block) {
        Slab slab = slabs.slab(index);
        if (slab == null || !slab.lock.tryLock()) {
            return SlabCalls.NO_SLAB;
        }
        try {
            int partition = partitioning.ofBlock(block);
            int list = slab.list(partition, sizeClass);
            int lists = partitioning.lists(sizeClass, block);
            slab.stats.overflowed(list);
            boolean shrinking = tier.isShrinking(partition, sizeClass);
            int result = !shrinking && policy.grow(slab, list, live) ? calls.push(table, lists, block) : SlabCalls.NOTHING;
            if (result > 0 || result == SlabCalls.FREED_TWICE) {
                return result;
            }
            live.evict(slab, list, shrinking ? slab.capacity(list) : CapacityPolicy.surplus(list, slab.capacity(list)));
            giveBackDue(slab);
            return calls.push(table, lists, block);
        } finally {
            slab.lock.unlock();
        }
    }

    /** Whoever misses also sends a batch of what another list did not need lately, so that nobody has to stop the slab for it. */
    private void giveBackDue(Slab slab) {
        if (slab.surplus.isDue()) {
            int list = slab.surplus.nextDue();
            live.evict(slab, list, slab.surplus.takeDue(list));
        }
    }

    /** Where the thread was a moment ago; {@link SlabCalls#UNREGISTERED} if it cannot be registered. */
    int index() {
        return slabs.index();
    }

    @Override
    public void drain(IntPredicate sizeClasses) {
        SpareStack.require();
        control.drain(sizeClasses, slabs.all());
        unregistered.drain(sizeClasses);
    }

    @Override
    public void watch() {
        SpareStack.require();
        for (Slab slab : slabs.all()) {
            slab.watch();
        }
        unregistered.watch();
    }

    @Override
    public int giveBackSurplus() {
        SpareStack.require();
        return (slabs.isClosed() ? 0 : control.giveBackSurplus(slabs.all())) + unregistered.giveBackSurplus();
    }

    @Override
    public boolean balance() {
        SpareStack.require();
        return !slabs.isClosed() && control.balance(slabs.all());
    }

    @Override
    public void close() {
        SpareStack.require();
        slabs.close();
        unregistered.close();
        if (control.retire(slabs.all())) {
            slabs.release(traffic);
            giveUp();
        }
    }

    /** Nothing but address space is lost if there is no heap or stack left for it. */
    private void giveUp() {
        try {
            slabs.giveUp(this);
        } catch (OutOfMemoryError | StackOverflowError tooFull) {
            return;
        }
    }

    @Override
    public long count(int sizeClass) {
        long count = 0;
        for (int partition = 0; partition < tier.partitions(); partition++) {
            count += count(partition, sizeClass);
        }
        return count;
    }

    @Override
    public long count(int partition, int sizeClass) {
        long count = unregistered.count(partition, sizeClass);
        for (Slab slab : slabs.all()) {
            count += slab.count(partition, sizeClass);
        }
        return count;
    }

    @Override
    public PartitionCounts counts(int partition) {
        return traffic.counts(partition, slabs.all());
    }

    @Override
    public void snapshot(Snapshot into) {
        SpareStack.require();
        unregistered.snapshot(into);
        into.remoteOperations = control.possible();
        into.metadataBytes = slabs.metadataBytes();
        into.add(slabs.refusals());
        slabs.addLocks(into.locks);
        for (Slab slab : slabs.all()) {
            slab.snapshot(into);
        }
    }
}
